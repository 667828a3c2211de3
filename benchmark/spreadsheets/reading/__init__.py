"""Understanding a table by its structure; everything in here is pure: cells in, plain values out."""
