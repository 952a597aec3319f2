def clean(doc, tables):
    return doc
