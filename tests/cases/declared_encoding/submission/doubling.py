# -*- coding: latin-1 -*-
# le double, déjà calculé
def double(x):
    return x + x
