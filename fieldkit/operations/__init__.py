"""What people do, one file each: these functions open, commit and write receipts."""
