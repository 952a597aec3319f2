def relate(doc, tables):
    return doc
