def structure(doc, tables):
    return doc
