//! The datatypes of FHIR that several resources are made of, as they are written: no empty list, no empty object, no null.

use serde::Serialize;
use serde_json::Number;

#[derive(Clone, Serialize)]
pub(in crate::exchange::fhir) struct Coding {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::exchange::fhir) extension: Vec<Extension>,
    pub(in crate::exchange::fhir) system: String,
    pub(in crate::exchange::fhir) code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::exchange::fhir) display: Option<String>,
}

#[derive(Clone, Default, Serialize)]
pub(in crate::exchange::fhir) struct Concept {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::exchange::fhir) coding: Vec<Coding>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::exchange::fhir) text: Option<String>,
}

/// A number with its unit, or the unit that a number is to be given in.
#[derive(Clone, Serialize)]
pub(in crate::exchange::fhir) struct Quantity {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::exchange::fhir) value: Option<Number>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::exchange::fhir) comparator: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::exchange::fhir) unit: Option<String>,
    pub(in crate::exchange::fhir) system: &'static str,
    pub(in crate::exchange::fhir) code: String,
}

#[derive(Serialize)]
pub(in crate::exchange::fhir) struct Range {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::exchange::fhir) low: Option<Quantity>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::exchange::fhir) high: Option<Quantity>,
}

#[derive(Clone, Serialize)]
pub(in crate::exchange::fhir) struct Reference {
    pub(in crate::exchange::fhir) reference: String,
}

#[derive(Serialize)]
pub(in crate::exchange::fhir) struct Identifier {
    pub(in crate::exchange::fhir) system: &'static str,
    pub(in crate::exchange::fhir) value: String,
}

#[derive(Serialize)]
pub(in crate::exchange::fhir) struct Annotation {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::exchange::fhir) extension: Vec<Extension>,
    pub(in crate::exchange::fhir) text: String,
}

#[derive(Clone, Serialize)]
pub(in crate::exchange::fhir) struct Extension {
    pub(in crate::exchange::fhir) url: &'static str,
    #[serde(flatten)]
    pub(in crate::exchange::fhir) value: ExtensionValue,
}

#[derive(Clone, Serialize)]
pub(in crate::exchange::fhir) enum ExtensionValue {
    #[serde(rename = "valueString")]
    String(String),
    #[serde(rename = "valueCode")]
    Code(&'static str),
    #[serde(rename = "valueCodeableConcept")]
    Concept(Concept),
    #[serde(rename = "valueCoding")]
    Coding(Coding),
    #[serde(rename = "valueDecimal")]
    Decimal(Number),
    #[serde(rename = "valueQuantity")]
    Quantity(Quantity),
}

impl Annotation {
    /// A note without more.
    pub(in crate::exchange::fhir) fn of(text: impl Into<String>) -> Annotation {
        Annotation { extension: Vec::new(), text: text.into() }
    }
}

impl Coding {
    /// A code without more.
    pub(in crate::exchange::fhir) fn new(system: impl Into<String>, code: impl Into<String>) -> Coding {
        Coding { extension: Vec::new(), system: system.into(), code: code.into(), display: None }
    }

    /// A code as its system calls it.
    pub(in crate::exchange::fhir) fn shown(
        system: impl Into<String>,
        code: impl Into<String>,
        display: &str,
    ) -> Coding {
        Coding { display: Some(display.to_owned()), ..Coding::new(system, code) }
    }
}

impl Concept {
    /// A code in words.
    pub(in crate::exchange::fhir) fn of(coding: Vec<Coding>, text: impl Into<String>) -> Concept {
        Concept { coding, text: Some(text.into()) }
    }

    /// Words alone.
    pub(in crate::exchange::fhir) fn text(text: impl Into<String>) -> Concept {
        Concept::of(Vec::new(), text)
    }
}
