"""The catalogues of the window's words: read from the source, translated, checked, compiled.

Run from the checkout: `python -m installers.catalogues --help`. Not part of the package.
"""
