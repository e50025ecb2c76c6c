//! Orders things so that each comes after what it rests on, or finds the circle that forbids it.

/// The nodes `0..edges.len()`, each after all nodes it points to.
///
/// # Errors
/// The nodes of one circle, in order, the first one again at the end.
pub fn order(edges: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
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
                        let from = way.iter().position(|(node, _)| *node == target).unwrap_or(0);
                        let mut circle: Vec<usize> = way[from..].iter().map(|(node, _)| *node).collect();
                        circle.push(target);
                        return Err(circle);
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
