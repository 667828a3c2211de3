"""Structurally similar municipalities from public context data, by an explained distance with chosen variables and weights."""
