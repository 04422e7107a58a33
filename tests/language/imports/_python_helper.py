def hello():
    return "a .py module"
