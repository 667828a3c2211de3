"""The data entry grid: what is typed, which rows it has, how they stand, and what is completed and locked."""
