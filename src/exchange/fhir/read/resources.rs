//! The resources of some files, and what refers to what.

use std::collections::HashMap;

use serde_json::Value;

use super::datatype::{items, text};
use crate::exchange::tree;
use crate::json::{Code, Document, Fault, Limits, Places, decode, without_mark};

/// A JSON value of a file, with the place that all of its resources stand in.
pub(super) struct Root {
    place: String,
    value: Value,
}

/// A resource where it stands.
pub(super) struct Resource<'v> {
    /// Where that is, for a person.
    pub(super) place: String,
    /// What kind it is.
    pub(super) kind: &'v str,
    /// All of it.
    pub(super) value: &'v Value,
    /// A later version of it stands before it in a history, or says that it was deleted.
    pub(super) is_superseded: bool,
    /// Where it is known to others, if that is said.
    url: Option<&'v str>,
    /// The one that it is contained in.
    within: Option<usize>,
}

/// All resources, in the order of the files.
pub(super) struct Resources<'v> {
    all: Vec<Resource<'v>>,
    /// Their places in the list by what they are called.
    names: HashMap<String, usize>,
}

/// Reads the JSON of files: one value, or one a line.
///
/// # Errors
/// A text that is neither, or an item that is no resource.
pub(super) fn roots(files: &[(&str, &[u8])]) -> Result<Vec<Root>, Vec<Fault>> {
    let (mut roots, mut faults) = (Vec::new(), Vec::new());
    for (file, bytes) in files {
        let of_file = if files.len() > 1 { format!("{file} ") } else { String::new() };
        match of_text(file, bytes, &of_file) {
            Ok(found) => roots.extend(found),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(roots) } else { Err(faults) }
}

fn of_text(file: &str, bytes: &[u8], at: &str) -> Result<Vec<Root>, Fault> {
    let text = decode(file, without_mark(bytes), Limits::CASE)?;
    let places = Places::default();
    let found = match tree(&Document::new(file, text, &places)) {
        Ok(Value::Array(items)) => {
            let root = |(item, value)| Root { place: format!("{at}[{item}] "), value };
            items.into_iter().enumerate().map(root).collect()
        }
        Ok(value) => vec![Root { place: at.to_owned(), value }],
        // Of one a line the line that is wrong is said, not the second one.
        Err(fault) => match of_lines(file, text, at) {
            Some(found) => found?,
            None => return Err(fault),
        },
    };
    let is_resource = |root: &Root| self::text(&root.value, "resourceType").is_some();
    match found.iter().find(|root| !is_resource(root)) {
        None => Ok(found),
        Some(root) => Err(Fault::of_file(file, Code::UnknownFormat, format!("{}this is no FHIR resource", root.place))
            .expected("an object with \"resourceType\"")),
    }
}

/// A value a line; `None` where the first line is not one by itself.
fn of_lines(file: &str, text: &str, at: &str) -> Option<Result<Vec<Root>, Fault>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let mut read = lines.map(|(number, line)| {
        let places = Places::default();
        let place = format!("{at}{}: ", number + 1);
        let value = tree(&Document::new(file, line, &places));
        value.map(|value| Root { place: place.clone(), value }).map_err(|fault| {
            Fault::of_file(file, Code::NotJson, format!("{at}line {} is no JSON: {}", number + 1, fault.what))
                .expected("a resource a line")
        })
    });
    let first = read.next()?.ok()?;
    Some(std::iter::once(Ok(first)).chain(read).collect())
}

impl<'v> Resource<'v> {
    /// Where it is known to others, if that is said.
    pub(super) fn url(&self) -> Option<&'v str> {
        self.url
    }

    /// The server that it is of, if it is known by an address of one.
    fn server(&self) -> Option<&'v str> {
        let (rest, _) = self.url.filter(|url| url.starts_with("http"))?.rsplit_once('/')?;
        rest.rsplit_once('/').map(|(server, _)| server)
    }
}

impl<'v> Resources<'v> {
    /// All resources: those of Bundles, in Bundles within them, and those that others contain.
    pub(super) fn of(roots: &'v [Root]) -> Resources<'v> {
        let mut resources = Resources { all: Vec::new(), names: HashMap::new() };
        for Root { place, value } in roots {
            resources.take(place, value, None);
        }
        resources
    }

    fn take(&mut self, place: &str, value: &'v Value, url: Option<&'v str>) {
        let Some(kind) = text(value, "resourceType") else { return };
        let at = self.add(place, value, kind, url, None);
        for (inner, contained) in items(value, "contained").iter().enumerate() {
            let Some(kind) = text(contained, "resourceType") else { continue };
            self.add(&format!("{place}contained[{inner}] "), contained, kind, None, Some(at));
        }
        if kind == "Bundle" {
            let is_history = text(value, "type") == Some("history");
            let mut gone: Vec<String> = Vec::new();
            for (inner, entry) in items(value, "entry").iter().enumerate() {
                let url = text(entry, "fullUrl");
                let before = self.all.len();
                match entry.get("resource") {
                    Some(resource) => self.take(&format!("{place}entry[{inner}] "), resource, url),
                    // A history says first that something was deleted, then what it was.
                    None => gone.extend(deleted(entry).filter(|_| is_history)),
                }
                if is_history && let Some(added) = self.all.get_mut(before) {
                    let name = name_of(added.kind, added.value);
                    added.is_superseded = name.as_ref().is_some_and(|name| gone.contains(name));
                    gone.extend(name);
                }
            }
        }
    }

    fn add(
        &mut self,
        place: &str,
        value: &'v Value,
        kind: &'v str,
        url: Option<&'v str>,
        within: Option<usize>,
    ) -> usize {
        let at = self.all.len();
        let id = text(value, "id");
        let names = match within {
            Some(outer) => [id.map(|id| contained(outer, id)), None],
            None => [url.map(str::to_owned), name_of(kind, value)],
        };
        for name in names.into_iter().flatten() {
            self.names.entry(name).or_insert(at);
        }
        let name = name_of(kind, value).unwrap_or_else(|| kind.to_owned());
        let place = if place.is_empty() { name } else { format!("{place}({name})") };
        self.all.push(Resource { place, kind, value, is_superseded: false, url, within });
        at
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Resource<'v>> {
        self.all.iter()
    }

    /// The resource that a reference of another one leads to, if it is here.
    pub(super) fn referred(&self, from: &Resource, reference: &Value) -> Option<&Resource<'v>> {
        self.place_of(from, reference).and_then(|at| self.all.get(at))
    }

    pub(super) fn place_of(&self, from: &Resource, reference: &Value) -> Option<usize> {
        let Some(address) = text(reference, "reference") else {
            return self.identified(reference.get("identifier")?);
        };
        if let Some(id) = address.strip_prefix('#') {
            // Within a contained resource it is still the outer one's.
            let outer = from.within.or_else(|| self.all.iter().position(|one| std::ptr::eq(one.value, from.value)))?;
            return if id.is_empty() { Some(outer) } else { self.names.get(&contained(outer, id)).copied() };
        }
        let name = self.absolute(from, address);
        // What is known by no address of a server may be of any.
        let anywhere = || {
            let (server, id) = name.rsplit_once('/')?;
            let kind = server.rsplit('/').next().unwrap_or(server);
            let at = self.names.get(&format!("{kind}/{id}"))?;
            self.all.get(*at).filter(|resource| resource.server().is_none()).map(|_| *at)
        };
        self.names.get(&name).copied().or_else(anywhere)
    }

    /// A reference as a name: relative ones are of the server that the resource itself is of.
    pub(super) fn absolute(&self, from: &Resource, address: &str) -> String {
        let address = address.split("/_history/").next().unwrap_or(address);
        let outer = from.within.and_then(|outer| self.all.get(outer)).unwrap_or(from);
        match outer.server() {
            Some(server) if !address.contains(':') => format!("{server}/{address}"),
            _ => address.to_owned(),
        }
    }

    fn identified(&self, identifier: &Value) -> Option<usize> {
        let same = |other: &Value| ["system", "value"].iter().all(|key| text(other, key) == text(identifier, key));
        let is = |resource: &Resource| items(resource.value, "identifier").iter().any(same);
        text(identifier, "value")?;
        self.all.iter().position(is)
    }

    /// Where the first resource of the name of this one stands: of a history, or of files that repeat each other.
    pub(super) fn first(&self, at: usize) -> usize {
        let resource = self.all.get(at);
        let name = resource
            .and_then(|resource| resource.url.map(str::to_owned).or_else(|| name_of(resource.kind, resource.value)));
        name.and_then(|name| self.names.get(&name).copied()).unwrap_or(at)
    }

    /// The places of all resources of a kind.
    pub(super) fn of_kind(&self, kind: &str) -> impl Iterator<Item = (usize, &Resource<'v>)> {
        self.all.iter().enumerate().filter(move |(_, resource)| resource.kind == kind)
    }

    /// Where a resource stands in the list.
    pub(super) fn position(&self, resource: &Resource) -> Option<usize> {
        self.all.iter().position(|one| std::ptr::eq(one, resource))
    }

    pub(super) fn get(&self, at: usize) -> Option<&Resource<'v>> {
        self.all.get(at)
    }
}

/// `Type/id`, as relative references have it.
fn name_of(kind: &str, value: &Value) -> Option<String> {
    text(value, "id").map(|id| format!("{kind}/{id}"))
}

fn contained(outer: usize, id: &str) -> String {
    format!("{outer}#{id}")
}

/// What an entry without a resource says was deleted.
fn deleted(entry: &Value) -> impl Iterator<Item = String> {
    let request = entry.get("request").filter(|request| text(request, "method") == Some("DELETE"));
    request.and_then(|request| text(request, "url")).map(str::to_owned).into_iter()
}
