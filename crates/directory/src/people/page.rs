//! Rendered pages of people.

use std::collections::HashMap;

use roster_model::{Condition, Error, Page, PersonFilter, PersonView, Start, Window};
use roster_store::{
    KnownPosition, Tx,
    domain_state::{self, DomainState},
    people::{self, Among, ListedPerson},
};

use super::{People, view};
use crate::rendered::{CachedPerson, MAX_PERSON, PersonKey, RenderPeople, RenderedPerson};

impl People<'_> {
    /// As [`People::list`], but rendered. People whose renderings are cached are not read.
    ///
    /// # Errors
    /// As [`People::list`].
    pub async fn render_list(
        &self,
        filter: &PersonFilter,
        window: &Window,
        renderer: &impl RenderPeople,
    ) -> Result<Page<RenderedPerson>, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let conditions = self.resolve(&mut tx, filter).await?;
        if conditions.iter().all(people::is_indexed) {
            let page = self.page_of_renderings(&mut tx, &conditions, window, renderer).await?;
            if let Some(page) = page {
                return Ok(page);
            }
        }
        let Page { items, total, next } = self.page(&mut tx, &conditions, window).await?;
        let items = items.iter().map(|view| render(renderer, view)).collect();
        Ok(Page { items, total, next })
    }

    /// A page of renderings: those in the cache that are valid, and new ones. `None` if the page must
    /// be read from rows.
    async fn page_of_renderings(
        &self,
        tx: &mut Tx,
        conditions: &[Condition],
        window: &Window,
        renderer: &impl RenderPeople,
    ) -> Result<Option<Page<RenderedPerson>>, Error> {
        let domain = self.visibility.domain();
        let Some(state) = domain_state::read(tx, domain).await? else { return Ok(None) };
        let listed = self.listed(tx, &state, conditions, window).await?;
        let cache = self.visibility.ctx.directory().rendered();
        let mut found = HashMap::with_capacity(listed.items.len());
        let mut missing = Vec::new();
        for person in &listed.items {
            let key = PersonKey { domain, number: person.number, style: renderer.style() };
            match cache.person(key, (person.version, state.related_seq)) {
                CachedPerson::Rendered(bytes) => {
                    let number = person.number;
                    found.insert(number, RenderedPerson { number, bytes });
                }
                CachedPerson::TooLarge => return Ok(None),
                CachedPerson::Unknown => missing.push(*person),
            }
        }
        if !missing.is_empty() {
            let new = self.render_people(tx, &missing, &state, renderer).await?;
            let Some(new) = new else { return Ok(None) };
            found.extend(new.into_iter().map(|person| (person.number, person)));
        }
        let items = listed.items.iter().filter_map(|person| found.remove(&person.number));
        Ok(Some(Page { items: items.collect(), total: listed.total, next: listed.next }))
    }

    /// The people of a page. Without conditions, an offset is counted from the nearest known position.
    async fn listed(
        &self,
        tx: &mut Tx,
        state: &DomainState,
        conditions: &[Condition],
        window: &Window,
    ) -> Result<Page<ListedPerson>, Error> {
        let (domain, among) = (self.visibility.domain(), self.visibility.among);
        let cache = self.visibility.ctx.directory().cache();
        let (list, seq) = ((domain, among == Among::Contacts), state.positions_seq);
        let (mut known, mut offset) = (KnownPosition::default(), None);
        if let (Start::Offset(start), []) = (&window.start, conditions) {
            known = cache.position(list, seq, *start);
            offset = Some(*start);
        }
        let which = (among, conditions);
        let page = people::list_versions(tx, domain, which, window, state, known).await?;
        if let (Some(offset), Some(last)) = (offset, page.items.last()) {
            let count = offset + page.items.len() as u64;
            cache.insert_position(list, seq, KnownPosition { count, number: last.number });
        }
        Ok(page)
    }

    /// Renders people, and stores the renderings. `None` if one of them is too large.
    async fn render_people(
        &self,
        tx: &mut Tx,
        listed: &[ListedPerson],
        state: &DomainState,
        renderer: &impl RenderPeople,
    ) -> Result<Option<Vec<RenderedPerson>>, Error> {
        let domain = self.visibility.domain();
        let cache = self.visibility.ctx.directory().rendered();
        let versions: HashMap<i64, i64> =
            listed.iter().map(|person| (person.number, person.version)).collect();
        let store = |number: i64, rendering| {
            let key = PersonKey { domain, number, style: renderer.style() };
            let version = versions.get(&number).copied().unwrap_or_default();
            cache.insert_person(key, (version, state.related_seq), rendering);
        };
        let numbers = versions.keys().copied().collect();
        let Some(rows) = people::find_sized_by_numbers(tx, domain, numbers).await? else {
            return Ok(None);
        };
        let mut people = Vec::with_capacity(rows.len());
        for (person, size) in rows {
            if size > MAX_PERSON {
                store(person.number, None);
                return Ok(None);
            }
            people.push(person);
        }
        let mut new = Vec::with_capacity(people.len());
        for view in view::load_many(tx, domain, people).await? {
            let person = render(renderer, &view);
            if person.bytes.len() > MAX_PERSON {
                store(person.number, None);
                return Ok(None);
            }
            store(person.number, Some(person.bytes.clone()));
            new.push(person);
        }
        Ok(Some(new))
    }
}

fn render(renderer: &impl RenderPeople, view: &PersonView) -> RenderedPerson {
    let mut bytes = Vec::with_capacity(2 << 10);
    renderer.render(view, &mut bytes);
    RenderedPerson { number: view.person.number, bytes: bytes.into() }
}
