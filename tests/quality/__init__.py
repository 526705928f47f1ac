"""Quality is measured: floors of nDCG@10 and recall on judged collections, with the embedded model."""
