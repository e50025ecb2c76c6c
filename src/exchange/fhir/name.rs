//! Names of resources within a Bundle. The same case gives the same names on every machine and at any time: each is a hash
//! of the case and of what the resource is (a UUID of version 8, as RFC 9562 has it for hashes of one's own choice).

use sha2::{Digest, Sha256};

/// What all names of a Bundle are made from.
pub(super) struct Names(Sha256);

impl Names {
    /// The names of the resources that are made from a text.
    pub(super) fn of(parts: [&str; 3]) -> Names {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Names(hash)
    }

    /// The name of the resource that is this.
    pub(super) fn name(&self, what: &str) -> String {
        let mut bytes: [u8; 32] = self.0.clone().chain_update(what).finalize().into();
        let [_, _, _, _, _, _, version, _, variant, ..] = &mut bytes;
        *version = *version & 0x0f | 0x80;
        *variant = *variant & 0x3f | 0x80;
        let hex: String = bytes.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let mut rest = hex.as_str();
        let parts = [8, 4, 4, 4, 12].map(|digits| {
            let (part, after) = rest.split_at(digits);
            rest = after;
            part
        });
        format!("urn:uuid:{}", parts.join("-"))
    }
}
