//! JSON that a person wrote or changed, read field by field: packs, and files of decisions.
//!
//! Input: the text, then the names of the fields that an object may have. Output: their values, or one sentence that
//! says where in the file, what was expected and what was found, in the words of the file and not of the program.
//! `null` is as good as no field.
//!
//! Left out on purpose: structures that serde derives. They weigh tens of kilobytes in the module (a reader for each
//! type, and the writing of floating-point numbers for messages), and their messages name types of the program.

use serde_json::{Map, Value};

/// Reads JSON.
///
/// # Errors
/// What is wrong with it, with its line and column.
pub fn parse(json: &str) -> Result<Value, String> {
    serde_json::from_str(json).map_err(|error| format!("expected JSON: {error}"))
}

/// A value as messages name it.
pub fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(value) => value.to_string(),
        // Of a fraction the message says no more: how to write one would weigh more than all of this.
        Value::Number(value) => {
            value.as_i64().map_or_else(|| "a number".to_owned(), |value| format!("the number {value}"))
        }
        Value::String(value) => format!("\"{}\"", value.chars().take(40).collect::<String>()),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

/// The fields of one object.
#[derive(Clone, Debug)]
pub struct Fields<'v> {
    /// Where the object stands, as messages say it; empty for the whole file.
    place: String,
    fields: &'v Map<String, Value>,
}

impl<'v> Fields<'v> {
    /// The fields of the object that stands at a place, none of which may have another name than these.
    ///
    /// # Errors
    /// It is no object, or has another field.
    pub fn of(value: &'v Value, place: String, known: &[&str]) -> Result<Self, String> {
        let Value::Object(fields) = value else {
            return Err(at(&place, &format!("expected an object, found {}", found(value))));
        };
        match fields.keys().find(|name| !known.contains(&name.as_str())) {
            None => Ok(Self { place, fields }),
            Some(name) => {
                let known = known.join(", ");
                Err(at(&place, &format!("expected only the fields {known}; found the field \"{name}\"")))
            }
        }
    }

    /// A field's value, if it is there.
    pub fn get(&self, name: &str) -> Option<&'v Value> {
        self.fields.get(name).filter(|value| !value.is_null())
    }

    /// What is wrong with a field.
    pub fn wrong(&self, name: &str, expected: &str) -> String {
        let value = self.get(name).map_or_else(|| "none".to_owned(), found);
        at(&self.place(name), &format!("expected {expected}, found {value}"))
    }

    /// Where a field stands, as messages say it.
    pub fn place(&self, name: &str) -> String {
        at(&self.place, &format!("field \"{name}\""))
    }

    /// A text that may be missing.
    ///
    /// # Errors
    /// It is something else.
    pub fn text(&self, name: &str) -> Result<Option<String>, String> {
        match self.get(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.wrong(name, "a text")),
        }
    }

    /// A text that must be there.
    ///
    /// # Errors
    /// It is missing, or something else.
    pub fn needed(&self, name: &str) -> Result<String, String> {
        self.text(name)?.ok_or_else(|| self.wrong(name, "a text"))
    }

    /// A list of texts; one that is missing is empty.
    ///
    /// # Errors
    /// It is something else.
    pub fn texts(&self, name: &str) -> Result<Vec<String>, String> {
        let texts = match self.get(name) {
            None => Some(Vec::new()),
            Some(Value::Array(list)) => list.iter().map(|one| one.as_str().map(str::to_owned)).collect(),
            Some(_) => None,
        };
        texts.ok_or_else(|| self.wrong(name, "a list of texts"))
    }

    /// A list that must be there.
    ///
    /// # Errors
    /// It is missing, or something else.
    pub fn list(&self, name: &str) -> Result<&'v [Value], String> {
        self.get(name).and_then(Value::as_array).map(Vec::as_slice).ok_or_else(|| self.wrong(name, "a list"))
    }
}

fn at(place: &str, message: &str) -> String {
    if place.is_empty() { message.to_owned() } else { [place, ": ", message].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn values_are_named_as_people_do() {
        let check = |json: &str, expect: &str| assert_eq!(found(&parse(json).expect(json)), expect);
        check("null", "null");
        check("true", "true");
        check("-3", "the number -3");
        check("1.5", "a number");
        check("18446744073709551615", "a number");
        check("\"é ខ្មែរ 😀\u{a0}\"", "\"é ខ្មែរ 😀\u{a0}\"");
        check("\"\"", "\"\"");
        check("[1]", "a list");
        check("{}", "an object");
        assert!(parse("{\"a\":").expect_err("cut off").contains("line 1 column 5"));
        assert!(parse("").expect_err("empty").starts_with("expected JSON: "));
    }

    #[test]
    fn fields_say_where_what_was_expected_and_what_was_found() {
        let value = parse(r#"{"name":"é","list":["a","b"],"none":null,"odd":["a",1]}"#).expect("JSON");
        let of = |known: &[&str]| Fields::of(&value, "entry 2".to_owned(), known);
        let fields = of(&["name", "list", "none", "odd"]).expect("all known");
        assert_eq!(fields.text("name"), Ok(Some("é".to_owned())));
        assert_eq!(fields.text("none"), Ok(None));
        assert_eq!(fields.texts("list"), Ok(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(fields.texts("gone"), Ok(Vec::new()));
        assert_eq!(fields.list("odd").map(<[Value]>::len), Ok(2));
        let says = |found: Result<(), String>, expect: &str| assert_eq!(found, Err(expect.to_owned()));
        says(fields.needed("none").map(drop), "entry 2: field \"none\": expected a text, found none");
        says(fields.text("list").map(drop), "entry 2: field \"list\": expected a text, found a list");
        says(fields.texts("odd").map(drop), "entry 2: field \"odd\": expected a list of texts, found a list");
        says(fields.list("name").map(drop), "entry 2: field \"name\": expected a list, found \"é\"");
        says(
            of(&["name", "list", "none"]).map(drop),
            "entry 2: expected only the fields name, list, none; found the field \"odd\"",
        );
        let whole = Fields::of(&Value::Null, String::new(), &[]).map(drop);
        says(whole, "expected an object, found null");
    }

    proptest! {
        #[test]
        fn any_text_is_json_or_an_error(json in "\\PC{0,200}", name in "\\PC{0,9}") {
            if let Ok(value) = parse(&json) {
                prop_assert!(!found(&value).is_empty());
                let _ = Fields::of(&value, name.clone(), &[&name]).map(|fields| fields.texts(&name));
            }
        }
    }
}
