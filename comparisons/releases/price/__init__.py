"""What a charter costs a circle in detail, told on the circle's own structure before anybody signs; never a value.

Everything here rests on the charter, the catalogue and public numbers (population, published denominators).
"""
