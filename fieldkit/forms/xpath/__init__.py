"""XPath 1.0 with the OpenRosa functions: lexer, parser, compiler, values, functions."""
