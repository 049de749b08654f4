//! The bindings for JavaScript: handles and plain data. Converts and delegates; holds no logic.
