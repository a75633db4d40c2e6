from pyxform import aliases as aliases
