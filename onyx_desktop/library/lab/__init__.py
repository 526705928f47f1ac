"""The lab: which model is best for one's own files, why, and how to make it better.

Everything here measures on questions about the user's own library, kept as judged collections in the data folder
(`sets`), in a scratch library beside it: nothing that is measured changes what a search answers.
"""
