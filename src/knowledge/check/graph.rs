//! Orders things so that each comes after what it rests on, or finds the circle that forbids it.

/// The nodes `0..edges.len()`, each after all nodes it points to.
///
/// # Errors
/// A node of a circle, and all of the circle from that node to it again.
#[expect(clippy::indexing_slicing, reason = "edges lead to nodes of the same list")]
pub(super) fn order(edges: &[Vec<usize>]) -> Result<Vec<usize>, (usize, Vec<usize>)> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let mut marks = vec![Mark::New; edges.len()];
    let mut order = Vec::with_capacity(edges.len());
    for start in 0..edges.len() {
        let mut way: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((node, next)) = way.last_mut() {
            let node = *node;
            if marks[node] == Mark::Done {
                way.pop();
                continue;
            }
            marks[node] = Mark::Open;
            match edges[node].get(*next) {
                Some(&target) => {
                    *next += 1;
                    if marks[target] == Mark::Open {
                        let circle = way.iter().map(|(node, _)| *node).skip_while(|node| *node != target);
                        return Err((target, circle.chain([target]).collect()));
                    }
                    if marks[target] == Mark::New {
                        way.push((target, 0));
                    }
                }
                None => {
                    marks[node] = Mark::Done;
                    order.push(node);
                    way.pop();
                }
            }
        }
    }
    Ok(order)
}
