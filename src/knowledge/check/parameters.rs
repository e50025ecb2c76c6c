//! Whether the parameters of the fit are possible: what is not cannot be weighed.

use super::resolve::Resolver;
use crate::json::{Code, Document, Path};
use crate::knowledge::files::EvidenceFile;

impl Resolver<'_, '_> {
    /// The parameters of the fit are possible.
    pub(super) fn parameters(&mut self, doc: Document, file: &EvidenceFile) {
        let top = Path::Top;
        let (method, bands) = (&file.method, &file.method.bands);
        let method_here = top.key("method");
        let weights = [
            ("largest_series", method.largest_series),
            ("percent_weight", method.percent_weight),
            ("band_weight", method.band_weight),
            ("definition_weight", method.definition_weight),
        ];
        for (key, value) in weights {
            self.possible(doc, &method_here.key(key), value, value > 0.0, "more than 0 patients");
        }
        for (key, cap) in [("cap_for", method.cap_for), ("cap_against", method.cap_against)] {
            self.possible(doc, &method_here.key(key), cap, cap > 1.0, "a ratio above 1");
        }
        let slope = method.correction.slope;
        let slope_here = method_here.key("correction");
        self.possible(doc, &slope_here.key("slope"), slope, slope > 0.0 && slope <= 1.0, "more than 0, and at most 1");
        let bands_here = method_here.key("bands");
        for (key, value, low, high) in [
            ("weak", bands.weak, 0.0, bands.compatible),
            ("compatible", bands.compatible, bands.weak, bands.strong),
            ("strong", bands.strong, bands.compatible, 1.0),
        ] {
            let between = low < value && value < high;
            self.possible(doc, &bands_here.key(key), value, between, "probabilities from weak up to strong");
        }
        let catalog_here = top.key("catalog");
        let rates_here = catalog_here.key("rates");
        for (word, rate) in &file.catalog.rates {
            self.possible(doc, &rates_here.key(word), *rate, is_share(*rate), "a share of 1");
        }
    }

    pub(super) fn possible(&mut self, doc: Document, path: &Path, value: f64, is_possible: bool, expected: &str) {
        if !is_possible {
            self.faults.push(
                doc.fault(path, Code::ImpossibleNumber, format!("{value} is not possible here")).expected(expected),
            );
        }
    }
}

/// Whether so great a part of all patients may have a finding, some being left that have not.
fn is_share(rate: f64) -> bool {
    (0.0..1.0).contains(&rate)
}
