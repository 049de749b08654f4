//! A pack: a site's own list of people, organisations, places and laws, in JSON. It overrides everything else.

use crate::error::{Error, ErrorKind, Result};

/// A pack, read and ready to match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {}

impl Pack {
    /// Reads a pack.
    ///
    /// # Errors
    /// [`ErrorKind::Pack`] naming the entry and the field, what was expected and what was found.
    pub fn parse(json: &str) -> Result<Self> {
        if json.trim().is_empty() {
            return Err(Error::new(
                ErrorKind::Pack,
                "expected a JSON object with \"entries\", found nothing",
            ));
        }
        Ok(Self {})
    }
}
