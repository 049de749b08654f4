//! The past, the present and the future as such: `recently`, `now`, `in the future`.

use super::Taken;
use crate::temporal::class::Class;
use crate::temporal::expression::Meaning;

pub(super) fn read(taken: &Taken<'_>) -> Option<Meaning> {
    let which =
        taken.value(Class::Reference).or(taken.value(Class::Abstract)).or(taken.value(Class::Loose))?;
    Some(Meaning::Reference(u8::try_from(which).ok()?))
}
