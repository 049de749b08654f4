//! What is handed to other programs: JSON of the command line, JSON Lines, CSV, TimelineJS. One file per format.
//!
//! Input: annotated documents, or an archive that is wholly held. Output: text. Positions are Unicode code points.
