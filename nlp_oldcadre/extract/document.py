def find(scan):
    return iter(())
