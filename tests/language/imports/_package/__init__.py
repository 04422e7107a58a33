about = "a package"
