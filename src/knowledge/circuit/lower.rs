//! Knowledge -> circuit: each rule becomes nodes, after those of all that it names.

use super::{Circuit, Node, NodeId, RestsOn};
use crate::knowledge::{ConclusionId, CriterionId, Evidence, Knowledge, Rule, SetId, Shape};

impl Circuit {
    pub(in crate::knowledge) fn of(knowledge: &Knowledge) -> Circuit {
        let mut circuit = Circuit {
            signs: vec![NodeId(0); knowledge.findings.len()],
            criteria: vec![Vec::new(); knowledge.sets.len()],
            conclusions: vec![Vec::new(); knowledge.sets.len()],
            ..Circuit::default()
        };
        let rules = |finding| [true, false].map(|present| knowledge.inference(finding, present));
        let plain = knowledge.finding_ids().filter(|finding| rules(*finding) == [None, None]);
        for finding in plain.chain(knowledge.inference_order().iter().copied()) {
            let [present, absent] = rules(finding).map(|rule| circuit.lower_any(rule));
            *finding.of_mut(&mut circuit.signs) = circuit.add(Node::Sign { finding, present, absent });
        }
        knowledge.set_order().iter().for_each(|set| circuit.lower_set(knowledge, *set));
        circuit.lower_rest(knowledge);
        circuit.rests_on = RestsOn::of(&circuit, knowledge);
        circuit
    }

    fn add(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() as u32 - 1)
    }

    fn lower_set(&mut self, knowledge: &Knowledge, id: SetId) {
        let set = knowledge.set(id);
        for (at, criterion) in set.criteria.iter().enumerate() {
            let rule = self.lower(&criterion.when);
            let criterion = self.add(Node::Criterion(id, CriterionId::at(at), rule));
            id.of_mut(&mut self.criteria).push(criterion);
        }
        for (at, conclusion) in set.conclusions.iter().enumerate() {
            let rule = self.lower_rule(&conclusion.logic, &|circuit, criterion| circuit.criterion(id, *criterion));
            let conclusion = self.add(Node::Conclusion(id, ConclusionId::at(at), rule));
            id.of_mut(&mut self.conclusions).push(conclusion);
        }
    }

    /// The rules that are asked by themselves.
    fn lower_rest(&mut self, knowledge: &Knowledge) {
        for advice in &knowledge.advice {
            let applies = (self.lower(&advice.when), self.lower_any(advice.unless.as_ref()));
            self.advice.push(applies);
        }
        for test in &knowledge.workup.tests {
            let after = self.lower_any(test.after.as_ref());
            self.after.push(after);
        }
        self.staging = self.lower_any(knowledge.workup.staging.when.as_ref());
        if let Some(literature) = &knowledge.literature {
            for setting in &literature.settings {
                let when = self.lower_any(setting.when.as_ref());
                self.settings.push(when);
            }
            for pair in &literature.not_both {
                let when = self.lower(&pair.when);
                self.not_both.push(when);
            }
        }
    }

    fn lower_any(&mut self, rule: Option<&Rule<Evidence>>) -> Option<NodeId> {
        rule.map(|rule| self.lower(rule))
    }

    fn lower(&mut self, rule: &Rule<Evidence>) -> NodeId {
        self.lower_rule(rule, &|circuit, leaf| match leaf {
            Evidence::Sign(id) => circuit.sign(*id),
            Evidence::Quantity(id, bound) => circuit.add(Node::Beyond(*id, Box::new(bound.clone()))),
            Evidence::Choice(id, options) => circuit.add(Node::OneOf(*id, options.clone())),
            Evidence::Conclusion(set, conclusion) => circuit.conclusion(*set, *conclusion),
        })
    }

    fn lower_rule<Leaf>(&mut self, rule: &Rule<Leaf>, leaf: &impl Fn(&mut Circuit, &Leaf) -> NodeId) -> NodeId {
        match rule.shape() {
            Shape::Is(this) => leaf(self, this),
            Shape::Not(part) => {
                let part = self.lower_rule(part, leaf);
                self.add(Node::Not(part))
            }
            Shape::AtLeast(k, parts) => {
                let parts = parts.iter().map(|part| self.lower_rule(part, leaf)).collect();
                self.add(Node::AtLeast(k, parts))
            }
        }
    }
}
