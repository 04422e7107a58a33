piece = "part of a package"
