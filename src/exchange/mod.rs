//! Floor 5: cases that come from and go to other systems. Text in, text out: this room knows no disk and no clock.

pub mod fhir;
