"""Pages of handing over (municipality), of releasing (moderator) and of checking a receipt (everybody)."""
