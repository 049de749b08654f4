//! The inverted index: term dictionary, postings with positions, field lengths; one of each per segment.
//!
//! Input: the tokens of a document's title and text. Output: the bytes of a segment's index sections, and readers of
//! those bytes that ask for no more than a query needs.
