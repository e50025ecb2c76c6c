//! Whose a resource is.

use std::collections::HashMap;

use super::datatype::text;
use super::patient;
use super::resources::{Resource, Resources};

/// The patients of some files.
pub(super) struct Subjects<'r, 'v> {
    resources: &'r Resources<'v>,
    /// What each is called, by place in the list; no two alike.
    names: HashMap<usize, String>,
}

impl<'r, 'v> Subjects<'r, 'v> {
    pub(super) fn of(resources: &'r Resources<'v>) -> Subjects<'r, 'v> {
        let mut names: HashMap<usize, String> = HashMap::new();
        for (at, resource) in resources.of_kind("Patient").filter(|(at, _)| resources.first(*at) == *at) {
            let short = patient::name(resource.value).or(resource.url()).unwrap_or(&resource.place);
            let short = short.strip_prefix("urn:uuid:").unwrap_or(short);
            let is_taken = names.values().any(|name| name == short);
            let name = if is_taken { resource.url().unwrap_or(&resource.place) } else { short };
            names.insert(at, name.to_owned());
        }
        Subjects { resources, names }
    }

    /// Whether any patient is here.
    pub(super) fn any(&self) -> bool {
        !self.names.is_empty()
    }

    /// The patient of this name.
    pub(super) fn named(&self, name: &str) -> Option<&'r Resource<'v>> {
        let (at, _) = self.names.iter().find(|(_, known)| *known == name)?;
        self.resources.get(*at)
    }

    /// What the patient of a resource is called, whether here or elsewhere. Where it says nothing of that, the only patient
    /// is meant.
    pub(super) fn whose(&self, resource: &Resource) -> Option<String> {
        if resource.kind == "Patient" {
            return self.resources.position(resource).and_then(|at| self.name_at(at));
        }
        let reference = ["subject", "patient"].iter().find_map(|key| resource.value.get(key));
        let Some(reference) = reference else { return self.only() };
        match (self.resources.place_of(resource, reference), text(reference, "reference")) {
            (Some(at), _) if self.name_at(at).is_some() => self.name_at(at),
            (_, Some(address)) => Some(self.elsewhere(&self.resources.absolute(resource, address))),
            (_, None) => match reference.get("identifier").and_then(|identifier| text(identifier, "value")) {
                Some(value) => Some(value.to_owned()),
                None => self.only(),
            },
        }
    }

    fn name_at(&self, at: usize) -> Option<String> {
        self.names.get(&self.resources.first(at)).cloned()
    }

    fn only(&self) -> Option<String> {
        let mut names = self.names.values();
        names.next().filter(|_| names.next().is_none()).cloned()
    }

    /// A patient who is not here goes by the id, unless another one has it.
    fn elsewhere(&self, address: &str) -> String {
        let id = address.rsplit('/').next().unwrap_or(address);
        let id = id.strip_prefix("urn:uuid:").unwrap_or(id);
        if self.names.values().any(|name| name == id) { address.to_owned() } else { id.to_owned() }
    }
}
