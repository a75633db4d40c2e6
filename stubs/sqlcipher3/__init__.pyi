# The part of sqlcipher3 0.6.4 that FieldKit uses.
