// Draws what the endpoint tells. Everything that comes from it is text, never markup. What is on the page already is
// changed in place, so that focus, selection and open details stay where they are.

// Without a password that stands in the address: the browser sends it by itself, and fetches no address that names one.
const PAGE = new URL(document.baseURI);
PAGE.username = '';
PAGE.password = '';
const ENDPOINT = new URL(document.querySelector('meta[name="apipool-endpoint"]').content, PAGE).href;
const SVG = 'http://www.w3.org/2000/svg';
const POLL = 1000, PACE = 4, USAGE_EVERY = 10_000, PATIENCE = 8000, LONGEST_PAUSE = 15_000;
const HOUR = 60, FILTER_FROM = 12, CHANGES_SHOWN = 30, SPARK = 60, RATE_OVER = 10_000;

const TONES = { usable: 'good', cooling: 'wait', probation: 'info', banned: 'bad', invalid: 'bad', 'out-of-credit': 'bad',
	disabled: 'off', draining: 'off' };
const WORDS = { 'out-of-credit': 'out of credit' };
const THROTTLES = ['throttled', 'quota-exhausted', 'overloaded'];
const ACTIONS = {
	disable: { label: 'Disable', takesDuration: true, text: 'No call gets this key any more. Those that hold it end normally.' },
	drain: { label: 'Drain', text: 'No further call gets this key, until it is enabled. Those that hold it end normally.' },
	enable: { label: 'Enable', text: 'Calls get this key again at once.' },
	reset: { label: 'Reset', text: 'Ends the rests of this key and of its quota group. What limits have counted stays.' },
};

const state = { pools: [], pool: null, usage: null, usageAt: 0, selected: null, clock: 0, failures: 0, paused: false,
	samples: new Map(), seen: new Map(), timer: 0, asking: null, turn: 0, filter: '' };

// ---- Elements

const $ = (id) => document.getElementById(id);

function element(tag, attributes = {}, ...children) {
	const node = tag === 'svg' || SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		node.setAttribute(name, value);
	}
	node.append(...children);
	return node;
}

const SVG_TAGS = new Set(['svg', 'rect', 'path', 'line', 'text', 'circle', 'use', 'title', 'g']);

function write(node, text) {
	if (node.textContent !== text) {
		node.textContent = text;
	}
}

function set(node, name, value) {
	if (value === null || value === undefined) {
		node.removeAttribute(name);
	}
	else if (node.getAttribute(name) !== String(value)) {
		node.setAttribute(name, value);
	}
}

function show(node, shown) {
	if (node.hidden === shown) {
		node.hidden = !shown;
	}
}

// Makes the children of a node those of a list, one each, known by their names.
function keep(parent, items, name, create, update) {
	const known = new Map([...parent.children].map((child) => [child.dataset.name, child]));
	let place = parent.firstElementChild;
	for (const item of items) {
		const key = name(item);
		let node = known.get(key);
		known.delete(key);
		if (!node) {
			node = create(item);
			node.dataset.name = key;
		}
		if (node !== place) {
			parent.insertBefore(node, place);
		}
		else {
			place = place.nextElementSibling;
		}
		update(node, item);
	}
	known.forEach((node) => node.remove());
}

function icon(word) {
	return element('svg', { class: 'icon', 'aria-hidden': 'true', 'data-tone': TONES[word] ?? 'off' },
		element('use', { href: `#state-${word}` }));
}

// ---- Words

const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const clockTime = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const clockMinute = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayTime = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

const now = () => Date.now() + state.clock;
const number = (value) => Math.abs(value) >= 100_000 ? short.format(value) : plain.format(value);
const stateWord = (word) => WORDS[word] ?? word;
const plural = (count, one, many = `${one}s`) => `${number(count)} ${count === 1 ? one : many}`;

function span(seconds) {
	const whole = Math.max(0, Math.round(seconds));
	if (whole < 60) {
		return `${whole} s`;
	}
	if (whole < 3600) {
		return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
	}
	if (whole < 86_400) {
		return `${Math.floor(whole / 3600)} h ${String(Math.floor(whole / 60) % 60).padStart(2, '0')} min`;
	}
	return `${Math.floor(whole / 86_400)} d ${Math.floor(whole / 3600) % 24} h`;
}

function briefly(seconds) {
	const whole = Math.max(0, Math.round(seconds));
	return whole < 100 ? `${whole} s` : whole < 6000 ? `${Math.round(whole / 60)} min`
		: whole < 172_800 ? `${Math.round(whole / 3600)} h` : `${Math.round(whole / 86_400)} d`;
}

const secondsTo = (instant) => (Date.parse(instant) - now()) / 1000;
const until = (instant) => (secondsTo(instant) < 43_200 ? clockTime : dayTime).format(Date.parse(instant));
const millis = (value) => value >= 10_000 ? `${plain.format(Math.round(value / 100) / 10)} s` : `${plain.format(Math.round(value))} ms`;

// ---- Asking the server

async function ask(path, options = {}) {
	const response = await fetch(ENDPOINT + path, { credentials: 'same-origin', redirect: 'manual', cache: 'no-store',
		signal: AbortSignal.timeout(PATIENCE), ...options,
		headers: { Accept: 'application/json, application/problem+json', 'X-Requested-With': 'XMLHttpRequest', ...options.headers } });
	const date = Date.parse(response.headers.get('Date') ?? '');
	const ahead = date - Date.now();
	state.clock = Math.abs(ahead) > 2500 ? ahead : 0;
	if (!response.ok) {
		throw Object.assign(new Error(await reason(response)), { status: response.type === 'opaqueredirect' ? 401 : response.status, path });
	}
	return response.json();
}

async function reason(response) {
	try {
		const problem = await response.json();
		return problem.detail ?? `The server answered ${response.status}.`;
	}
	catch {
		return `The server answered ${response.status}.`;
	}
}

function csrfToken() {
	const found = document.cookie.split('; ').find((cookie) => cookie.startsWith('XSRF-TOKEN='));
	return found ? decodeURIComponent(found.slice('XSRF-TOKEN='.length)) : null;
}

// ---- Turns

async function turn() {
	clearTimeout(state.timer);
	const mine = ++state.turn, begun = performance.now();
	if (state.paused || document.hidden) {
		return;
	}
	try {
		const { pools } = await ask('');
		state.pools = pools;
		choose();
		const [pool, usage] = state.selected === null ? [null, null]
			: await Promise.all([ask(`/${encodeURIComponent(state.selected)}`), usageIfDue()]);
		if (mine === state.turn) {
			state.pool = pool;
			state.usage = usage;
			succeeded(begun);
		}
	}
	catch (failure) {
		if (mine === state.turn) {
			failed(failure);
		}
	}
}

function usageIfDue() {
	if (state.usage?.pool === state.selected && performance.now() - state.usageAt < USAGE_EVERY) {
		return state.usage;
	}
	return ask(`/${encodeURIComponent(state.selected)}/usage?window=1h&by=outcome&interval=minute`).then((usage) => {
		state.usageAt = performance.now();
		return usage;
	}, (failure) => {
		if (!failure.status) {
			throw failure;
		}
		state.usageAt = performance.now();
		return { pool: state.selected, rows: null };
	});
}

function later(delay) {
	clearTimeout(state.timer);
	state.timer = setTimeout(turn, delay);
}

function succeeded(begun) {
	state.failures = 0;
	document.body.classList.remove('stale');
	say('good', 'Live');
	show($('trouble'), false);
	draw();
	later(Math.max(POLL, PACE * (performance.now() - begun)));
}

function failed(failure) {
	if (failure.status === 404 && failure.path !== '') {
		state.selected = null;
		later(POLL);
		return;
	}
	const pause = Math.min(LONGEST_PAUSE, POLL * 2 ** state.failures++);
	document.body.classList.add('stale');
	say('bad', `${failure.status ? 'Refused' : 'Server away'}, trying again in ${span(pause / 1000)}`);
	if (failure.status) {
		write($('trouble'), readingFailed(failure));
		show($('trouble'), true);
	}
	later(pause);
}

function readingFailed({ status, message }) {
	if (status === 401 || status === 403) {
		return 'The server shows this page but not the figures. Reload the page to sign in, or allow the endpoint apipool to whoever may see the page.';
	}
	return status === 404 ? 'The endpoint apipool is not exposed. Add it: management.endpoints.web.exposure.include=apipool,apipooldashboard'
		: message;
}

function say(tone, text) {
	set($('live'), 'data-tone', tone);
	write($('live'), text);
}

// ---- Choosing a pool

function choose() {
	const wanted = location.hash.replace(/^#pool=/, '');
	const names = state.pools.map((pool) => pool.name);
	const selected = [wanted, state.selected].find((name) => names.includes(name)) ?? names[0] ?? null;
	if (selected !== state.selected) {
		state.selected = selected;
		state.usage = null;
		setFilter('');
	}
}

// ---- Drawing

function draw() {
	sample();
	drawPools();
	show($('empty'), state.pools.length === 0);
	show($('pool'), state.pool !== null);
	if (state.pool) {
		drawPool(state.pool);
	}
	const changes = $('changes').childElementCount;
	show($('no-changes'), changes === 0);
}

function sample() {
	for (const pool of state.pools) {
		const total = Object.values(pool.calls).reduce((sum, count) => sum + count, 0);
		let samples = state.samples.get(pool.name) ?? [];
		if (samples.length && samples.at(-1).total > total) {
			samples = [];
		}
		samples.push({ at: performance.now(), total });
		state.samples.set(pool.name, samples.slice(-SPARK - 1));
	}
}

function drawPools() {
	keep($('pools'), state.pools, (pool) => pool.name, newPool, (node, pool) => {
		const link = node.firstElementChild;
		const total = Object.values(pool.keys).reduce((sum, count) => sum + count, 0);
		const usable = pool.keys.usable ?? 0;
		if (pool.name === state.selected && !link.hasAttribute('aria-current')) {
			link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
		}
		set(link, 'aria-current', pool.name === state.selected ? 'true' : null);
		write(link.querySelector('.share'), `${usable} of ${total}`);
		write(link.querySelector('.unseen'), ' keys usable');
		strip(link.querySelector('.strip'), pool.keys, total);
		const waiting = pool.waiting ? ` · ${number(pool.waiting)} waiting` : '';
		write(link.querySelector('.facts'), `${number(pool.inFlight)} in flight${waiting}`);
	});
}

function newPool(pool) {
	return element('li', {}, element('a', { href: `#pool=${encodeURIComponent(pool.name)}` },
		element('span', { class: 'name' }, element('span', {}, pool.name),
			element('span', {}, element('span', { class: 'share' }), element('span', { class: 'unseen' }))),
		element('svg', { class: 'strip', 'aria-hidden': 'true', viewBox: '0 0 100 6', preserveAspectRatio: 'none' }),
		element('span', { class: 'facts muted' })));
}

function strip(svg, counts, total) {
	let x = 0;
	const parts = Object.entries(counts).map(([word, count]) => {
		const width = total ? count * 100 / total : 0;
		const part = { word, x, width };
		x += width;
		return part;
	});
	keep(svg, parts, (part) => part.word, (part) => element('rect', { height: 6, y: 0, 'data-tone': TONES[part.word] ?? 'off' }),
		(node, part) => {
			set(node, 'x', part.x);
			set(node, 'width', part.width);
		});
}

function drawPool(pool) {
	const usable = pool.keys.filter((key) => key.state === 'usable').length;
	document.title = `${pool.name} ${usable}/${pool.keys.length} · API key pools`;
	write($('pool-name'), pool.name);
	write($('pool-kind'), [pool.provider, pool.strategy].filter(Boolean).join(' · '));
	drawTiles(pool, usable);
	drawNotice(pool, usable);
	drawUsage();
	drawShared(pool);
	drawKeys(pool);
}

function drawTiles(pool, usable) {
	write($('tile-usable'), `${usable} of ${pool.keys.length}`);
	const others = new Map();
	pool.keys.filter((key) => key.state !== 'usable').forEach((key) => others.set(key.state, (others.get(key.state) ?? 0) + 1));
	write($('tile-usable-more'), [...others].map(([word, count]) => `${count} ${stateWord(word)}`).join(', ') || (usable ? 'nothing rests' : ''));
	write($('tile-flight'), number(pool.inFlight));
	write($('tile-waiting'), number(pool.waiting));
	$('tile-waiting-box').classList.toggle('lit', pool.waiting > 0);
	const samples = state.samples.get(pool.name) ?? [];
	write($('tile-rate'), plain.format(Math.round(perSecond(samples, RATE_OVER) * 10) / 10));
	spark($('tile-spark'), samples);
	show($('tile-learnt-box'), pool.rate !== null);
	write($('tile-learnt'), pool.rate === null ? '' : plain.format(pool.rate));
}

function perSecond(samples, over) {
	const last = samples.at(-1);
	const first = samples.find((each) => last.at - each.at <= over);
	return last && first !== last ? (last.total - first.total) * 1000 / (last.at - first.at) : 0;
}

function spark(box, samples) {
	if (!box.firstChild) {
		box.append(element('svg', { viewBox: '0 0 100 20', preserveAspectRatio: 'none' }, element('path')));
	}
	const steps = samples.slice(1).map((each, i) => (each.total - samples[i].total) * 1000 / Math.max(1, each.at - samples[i].at));
	const most = Math.max(1, ...steps);
	const x = (i) => (100 - (steps.length - 1 - i) * 100 / (SPARK - 1)).toFixed(2);
	set(box.firstChild.firstChild, 'd', steps.map((value, i) => `${i ? 'L' : 'M'}${x(i)} ${(19 - value * 18 / most).toFixed(2)}`).join(''));
}

function drawNotice(pool, usable) {
	const notice = $('pool-notice');
	const rest = pool.rest;
	let text = '';
	if (rest) {
		text = `The whole pool rests: ${rest.reason}${rest.until ? `, until ${until(rest.until)} (${span(secondsTo(rest.until))})` : ''}.`;
	}
	else if (pool.keys.length && pool.servesAt === null) {
		text = 'No key can serve, and none comes back by itself.';
	}
	else if (pool.servesAt && secondsTo(pool.servesAt) > 1) {
		text = `${usable ? 'Every key is at a limit or rests' : 'No key can serve now'}. The next call gets one at ${until(pool.servesAt)} (${span(secondsTo(pool.servesAt))}).`;
	}
	show(notice, text !== '');
	write(notice, text);
}

function drawShared(pool) {
	const whole = { id: 'The pool as a whole', whole: true, keys: [], limits: pool.limits, rest: pool.rest, rate: null };
	const shared = [...(pool.limits.length ? [whole] : []), ...pool.groups.filter(isShared)];
	show($('shared-box'), shared.length > 0);
	keep($('shared'), shared, (group) => group.whole ? '' : group.id, () => element('div', { class: 'card' }, element('h4'),
		element('p', { class: 'muted' }), element('div')), (node, group) => {
		write(node.children[0], group.whole ? group.id : `Group ${group.id}`);
		const resting = group.rest ? `rests: ${restText(group.rest)}` : '';
		const rate = group.rate === null ? '' : `learnt rate ${plain.format(group.rate)}/s`;
		const members = group.keys.length > 5 ? `${group.keys.length} keys` : group.keys.join(', ');
		write(node.children[1], [group.whole ? 'all keys together' : members, resting, rate].filter(Boolean).join(' · '));
		drawLimits(node.children[2], group);
	});
}

const isShared = (group) => group.keys.length > 1 || !group.keys.includes(group.id);
const restText = (rest) => rest.until ? `${rest.reason}, until ${until(rest.until)}` : rest.reason;

// ---- Limits

function drawLimits(box, bucket) {
	const rows = limitRows(bucket, '');
	for (const model of bucket.models ?? []) {
		rows.push({ name: `m ${model.match}`, model: model.match, note: [model.rest ? restText(model.rest) : '',
			model.rate === null ? '' : `${plain.format(model.rate)}/s learnt`].filter(Boolean).join(' · ') });
		rows.push(...limitRows(model, model.match));
	}
	box.classList.add('limits');
	keep(box, rows, (row) => row.name, newLimitRow, drawLimitRow);
}

function limitRows(bucket, scope) {
	const fixed = (bucket.limits ?? []).map((limit, i) => ({ name: `l ${scope} ${i} ${limit.limit}`, label: limit.limit, ...limit,
		total: limit.used + limit.left }));
	const told = (bucket.learnt ?? []).map((learnt, i) => ({ name: `t ${scope} ${i} ${learnt.dimension} ${learnt.source}`,
		label: learnt.dimension, learnt: true, age: learnt.age, source: learnt.source, left: learnt.left, resetAt: learnt.resetAt,
		total: learnt.limit, used: learnt.limit === null || learnt.left === null ? null : learnt.limit - learnt.left }));
	return [...fixed, ...told];
}

function newLimitRow(row) {
	if (row.model) {
		return element('p', { class: 'model' });
	}
	return element('div', { class: 'limit' }, element('span', { class: 'label' }, element('span'), element('span', { class: 'zone' })),
		element('span', { class: 'left' }),
		element('svg', { class: 'gauge', role: 'meter', 'aria-valuemin': 0, viewBox: '0 0 100 8', preserveAspectRatio: 'none' },
			element('rect', { height: 8, width: 0 })),
		element('span', { class: 'when' }));
}

function drawLimitRow(node, row) {
	if (row.model) {
		write(node, row.note ? `${row.model} · ${row.note}` : row.model);
		return;
	}
	const [label, left, gauge, when] = node.children;
	const [amount, zone] = row.label.split('@');
	const known = row.used !== null && row.total > 0;
	const share = known ? Math.min(1, Math.max(0, row.used / row.total)) : 0;
	const seconds = row.resetAt ? secondsTo(row.resetAt) : 0;
	write(label.children[0], amount);
	write(label.children[1], zone ? `@${zone}` : '');
	set(gauge, 'data-tone', share >= 1 ? 'bad' : share >= .8 ? 'wait' : 'good');
	set(gauge, 'aria-label', `${row.label} used`);
	set(gauge, 'aria-valuemax', row.total ?? 0);
	set(gauge, 'aria-valuenow', known ? Math.min(row.total, Math.max(0, row.used)) : 0);
	set(gauge, 'aria-valuetext', known ? `${number(row.used)} of ${number(row.total)} used` : 'unknown');
	set(gauge.firstChild, 'width', share * 100);
	write(left, row.left === null ? 'unknown' : row.left < 0 ? `${number(-row.left)} over` : `${number(row.left)} left`);
	const again = seconds > 0 ? `resets in ${briefly(seconds)}` : '';
	write(when, [again, row.learnt ? `told by ${row.source} ${briefly(row.age)} ago` : ''].filter(Boolean).join(' · '));
	set(when, 'title', row.resetAt ? `at ${until(row.resetAt)}` : null);
}

// ---- Keys

function drawKeys(pool) {
	const groups = new Map(pool.groups.map((group) => [group.id, group]));
	const shown = pool.keys.filter((key) => fits(key, state.filter));
	show($('filter-box'), pool.keys.length >= FILTER_FROM || state.filter !== '');
	show($('keys-table'), shown.length > 0);
	show($('no-keys'), shown.length === 0);
	write($('no-keys'), pool.keys.length ? `No key fits “${state.filter}”.` : 'This pool has no keys. Calls are refused until it gets one.');
	write($('keys-title'), `Keys (${pool.keys.length})`);
	noteChanges(pool);
	keep($('keys'), shown, (key) => `${pool.name} ${key.id}`, () => newKey(), (node, key) => drawKey(node, key, groups.get(key.quotaGroup)));
}

const fits = (key, filter) => !filter || `${key.id} ${stateWord(key.state)} ${key.reason ?? ''} ${key.quotaGroup}`.toLowerCase().includes(filter);

function newKey() {
	const acts = element('div', { class: 'acts' });
	for (const action of Object.keys(ACTIONS)) {
		acts.append(element('button', { type: 'button', 'data-action': action }, ACTIONS[action].label));
	}
	return element('tr', { role: 'row' },
		element('th', { role: 'rowheader', scope: 'row' }, element('span'), element('p', { class: 'muted' })),
		element('td', { role: 'cell' }, element('span', { class: 'state' }, icon('usable'), element('span')), element('p', { class: 'muted' })),
		element('td', { role: 'cell', class: 'num', 'data-label': 'In flight' }),
		element('td', { role: 'cell', class: 'num', 'data-label': 'Attempts' }, element('span'), element('p', { class: 'muted' })),
		element('td', { role: 'cell' }, element('div')),
		element('td', { role: 'cell' }, acts));
}

function drawKey(row, key, group) {
	const [head, status, flight, calls, limits, acts] = row.children;
	row.dataset.key = key.id;
	write(head.children[0], key.id);
	write(head.children[1], [key.quotaGroup === key.id ? '' : `group ${key.quotaGroup}`, key.tier ? `tier ${key.tier}` : '',
		key.weight === 1 ? '' : `weight ${key.weight}`].filter(Boolean).join(' · '));
	drawState(status, key);
	write(flight, number(key.inFlight));
	write(calls.children[0], number(key.usage.calls));
	write(calls.children[1], troubles(key.usage));
	const own = group && !isShared(group);
	drawLimits(limits.firstChild, own ? group : {});
	drawActions(acts.firstChild, key);
}

function drawState(cell, key) {
	const badge = cell.children[0];
	const limited = key.state === 'usable' && key.reason;
	set(cell, 'data-limited', limited ? 'true' : null);
	set(badge, 'data-tone', TONES[key.state] ?? 'off');
	set(badge.children[0], 'data-tone', TONES[key.state] ?? 'off');
	set(badge.children[0].firstChild, 'href', `#state-${key.state}`);
	write(badge.children[1], stateWord(key.state));
	const end = key.until && secondsTo(key.until) > 0 ? `until ${until(key.until)} (${span(secondsTo(key.until))})` : '';
	write(cell.children[1], [limited ? `at its limit ${key.reason}` : key.reason, end].filter(Boolean).join(', '));
}

function troubles(usage) {
	const throttled = THROTTLES.reduce((sum, word) => sum + (usage[word] ?? 0), 0);
	const other = usage.calls - usage.succeeded - throttled;
	return [throttled ? `${number(throttled)} throttled` : '', other > 0 ? `${number(other)} failed` : ''].filter(Boolean).join(', ');
}

function drawActions(acts, key) {
	const off = key.state === 'disabled' || key.state === 'draining';
	const possible = { disable: key.state !== 'disabled', drain: !off, enable: off, reset: !off && key.state !== 'usable' };
	const focused = acts.contains(document.activeElement) ? document.activeElement : null;
	for (const button of acts.children) {
		show(button, possible[button.dataset.action]);
		set(button, 'aria-label', `${ACTIONS[button.dataset.action].label} ${key.id}`);
	}
	if (focused?.hidden) {
		[...acts.children].find((button) => !button.hidden)?.focus();
	}
}

function noteChanges(pool) {
	const before = state.seen.get(pool.name);
	state.seen.set(pool.name, new Map(pool.keys.map((key) => [key.id, key.state])));
	for (const key of before ? pool.keys : []) {
		if (before.get(key.id) !== key.state) {
			noteChange(pool.name, key);
		}
	}
}

function noteChange(pool, key) {
	const reason = key.reason ? `: ${key.reason}` : '';
	const end = key.until ? ` until ${until(key.until)}` : '';
	$('changes').prepend(element('li', {}, icon(key.state),
		element('p', {}, element('strong', {}, key.id), ` is ${stateWord(key.state)}${reason}${end}`),
		element('p', { class: 'muted' }, `${pool}, ${clockTime.format(now())}`)));
	while ($('changes').childElementCount > CHANGES_SHOWN) {
		$('changes').lastElementChild.remove();
	}
}

// ---- The last hour

function drawUsage() {
	const usage = state.usage;
	const known = Boolean(usage?.rows);
	show($('charts'), known);
	show($('no-usage'), usage !== null && (!known || !usage.complete));
	write($('no-usage'), known ? 'The database is away: these figures are not complete.' : 'Usage over time is not recorded here.');
	if (known && drawUsage.drawn !== usage) {
		drawUsage.drawn = usage;
		const minutes = minutesOf(usage);
		drawCalls(minutes);
		drawLatency(minutes);
		if ($('figures').open) {
			drawFigures(minutes);
		}
	}
}

function minutesOf(usage) {
	const end = Math.floor(Date.parse(usage.to) / 60_000);
	const minutes = Array.from({ length: HOUR }, (_, i) => ({ at: (end - HOUR + 1 + i) * 60_000, all: 0, good: 0, wait: 0, bad: 0, sum: 0, timed: 0, max: 0 }));
	for (const row of usage.rows) {
		const series = row.outcome === 'succeeded' ? 'good' : THROTTLES.includes(row.outcome) ? 'wait' : 'bad';
		for (const point of row.timeline ?? []) {
			const minute = minutes[Math.floor(Date.parse(point.at) / 60_000) - end + HOUR - 1];
			if (minute) {
				minute.all += point.calls;
				minute[series] += point.calls;
				minute.sum += (point.latencyMeanMillis ?? 0) * point.calls;
				minute.max = Math.max(minute.max, point.latencyMaxMillis ?? 0);
			}
		}
	}
	return minutes;
}

// Prepares a chart: its size, a scale with round numbers, the lines and the times below.
function canvas(svg, minutes, most, label) {
	const width = Math.max(240, svg.clientWidth), height = svg.clientHeight || 160;
	const step = niceStep(most / 3), top = Math.max(step, Math.ceil(most / step) * step);
	const longest = Math.max(2, ...Array.from({ length: Math.round(top / step) + 1 }, (_, i) => label(i * step).length));
	const left = 8 + longest * 6.2, bottom = height - 18;
	const y = (value) => 6 + (bottom - 6) * (1 - value / top);
	const x = (i) => left + (width - left) * i / HOUR;
	set(svg, 'viewBox', `0 0 ${width} ${height}`);
	svg.replaceChildren();
	for (let value = 0; value <= top + step / 2; value += step) {
		svg.append(element('line', { class: 'grid', x1: left, x2: width, y1: y(value), y2: y(value) }),
			element('text', { x: left - 6, y: y(value) + 4, 'text-anchor': 'end' }, label(value)));
	}
	minutes.forEach((minute, i) => {
		if (new Date(minute.at).getMinutes() % 15 === 0 && i > 1 && i < HOUR - 2) {
			svg.append(element('text', { x: x(i + .5), y: height - 2, 'text-anchor': 'middle' }, clockMinute.format(minute.at)));
		}
	});
	return { x, y, slot: (width - left) / HOUR };
}

function niceStep(rough) {
	const power = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
	return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? power;
}

function drawCalls(minutes) {
	const svg = $('chart-calls');
	const { x, y, slot } = canvas(svg, minutes, Math.max(3, ...minutes.map((minute) => minute.all)), (value) => short.format(value));
	minutes.forEach((minute, i) => {
		let sum = 0;
		const column = element('g', {}, element('title', {}, `${clockMinute.format(minute.at)}: ${plural(minute.all, 'attempt')}, ${number(minute.wait)} throttled, ${number(minute.bad)} other`));
		for (const series of ['good', 'wait', 'bad']) {
			if (minute[series] > 0) {
				const base = y(sum);
				sum += minute[series];
				column.append(element('rect', { 'data-series': series, x: x(i) + slot * .12, width: slot * .76, y: y(sum), height: Math.max(1, base - y(sum)), rx: Math.min(1.5, slot * .2) }));
			}
		}
		svg.append(column);
	});
	const total = (series) => minutes.reduce((sum, minute) => sum + minute[series], 0);
	write($('chart-calls-text'), total('all') ? `${plural(total('all'), 'attempt')} in the last hour: ${number(total('good'))} succeeded, ${number(total('wait'))} throttled, ${number(total('bad'))} other.` : 'No attempt in the last hour.');
}

function drawLatency(minutes) {
	const svg = $('chart-latency');
	const used = minutes.filter((minute) => minute.all > 0);
	const longest = Math.max(0, ...used.map((minute) => minute.max));
	const { x, y } = canvas(svg, minutes, Math.max(3, longest), (value) => value >= 1000 ? `${plain.format(value / 1000)} s` : `${plain.format(value)} ms`);
	const floor = y(0);
	for (const run of runs(minutes)) {
		const point = (i, value) => `${x(i + .5).toFixed(1)} ${y(value).toFixed(1)}`;
		const line = (pick) => run.map((i, n) => `${n ? 'L' : 'M'}${point(i, pick(minutes[i]))}`).join('');
		const mean = (minute) => minute.sum / minute.all;
		if (run.length === 1) {
			svg.append(element('circle', { 'data-series': 'max', cx: x(run[0] + .5), cy: y(minutes[run[0]].max), r: 1.75 }),
				element('circle', { 'data-series': 'mean', cx: x(run[0] + .5), cy: y(mean(minutes[run[0]])), r: 2.5 }));
			continue;
		}
		svg.append(element('path', { class: 'area', 'data-series': 'mean', d: `${line(mean)}L${x(run.at(-1) + .5)} ${floor}L${x(run[0] + .5)} ${floor}Z` }),
			element('path', { 'data-series': 'max', d: line((minute) => minute.max) }),
			element('path', { 'data-series': 'mean', d: line(mean) }));
	}
	const calls = used.reduce((sum, minute) => sum + minute.all, 0);
	write($('chart-latency-text'), calls ? `Mean ${millis(used.reduce((sum, minute) => sum + minute.sum, 0) / calls)}, longest ${millis(longest)} in the last hour.` : 'No attempt in the last hour.');
}

function runs(minutes) {
	const found = [];
	minutes.forEach((minute, i) => {
		if (minute.all > 0) {
			found.at(-1)?.at(-1) === i - 1 ? found.at(-1).push(i) : found.push([i]);
		}
	});
	return found;
}

function drawFigures(minutes) {
	const rows = minutes.filter((minute) => minute.all > 0).reverse();
	$('figure-rows').replaceChildren(...rows.map((minute) => element('tr', {}, element('th', { scope: 'row' }, clockMinute.format(minute.at)),
		...[number(minute.all), number(minute.good), number(minute.wait), number(minute.bad), millis(minute.sum / minute.all), millis(minute.max)]
			.map((text) => element('td', { class: 'num' }, text)))));
}

// ---- Changing a key

function open(action, key, opener) {
	const { label, text, takesDuration } = ACTIONS[action];
	state.asking = { action, key, pool: state.selected, opener };
	write($('ask-title'), `${label} ${key}?`);
	write($('ask-text'), `${text} Pool ${state.selected}.`);
	write($('ask-yes'), label);
	show($('ask-duration-box'), Boolean(takesDuration));
	$('ask-duration').value = '';
	show($('ask-failed'), false);
	$('ask-yes').disabled = false;
	$('ask').showModal();
	(takesDuration ? $('ask-duration') : $('ask-yes')).focus();
}

async function confirmed(event) {
	event.preventDefault();
	const { action, key, pool } = state.asking;
	const duration = $('ask-duration').value.trim();
	const token = csrfToken();
	$('ask-yes').disabled = true;
	try {
		await ask(`/${encodeURIComponent(pool)}/${encodeURIComponent(key)}`, { method: 'POST',
			body: JSON.stringify(ACTIONS[action].takesDuration && duration ? { action, duration } : { action }),
			headers: { 'Content-Type': 'application/json', ...(token ? { 'X-XSRF-TOKEN': token } : {}) } });
		$('ask').close();
		turn();
	}
	catch (failure) {
		const [text, code] = refusal(failure, token);
		write($('ask-failed-text'), text);
		write($('ask-failed-code'), code);
		show($('ask-failed-code'), code !== '');
		show($('ask-failed'), true);
	}
	finally {
		$('ask-yes').disabled = false;
	}
}

function refusal({ status, message }, token) {
	if (status === 403 && !token) {
		return ['Spring Security refused this (403): the request carries no CSRF token, because there is no cookie XSRF-TOKEN. Add this line to the SecurityFilterChain of the endpoints, then reload this page:', '.csrf(CsrfConfigurer::spa)'];
	}
	if (status === 403) {
		return ['Spring Security refused this (403), though a CSRF token was sent. Either you may not change keys, or the token is read in another form. The SecurityFilterChain of the endpoints needs:', '.authorizeHttpRequests((requests) -> requests\n    .requestMatchers(EndpointRequest.to("apipool")).hasRole("OPERATOR"))\n.csrf(CsrfConfigurer::spa)'];
	}
	if (status === 401) {
		return ['You are not signed in, or no longer (401). Reload this page to sign in. If that does not help, the SecurityFilterChain of the endpoints has no way to sign in:', '.httpBasic(Customizer.withDefaults())'];
	}
	if (status === 405) {
		return ['The endpoint may only be read (405). To change keys from here, configure:', 'management.endpoint.apipool.access=unrestricted'];
	}
	return [status ? message : 'The server does not answer. Nothing is known of whether the change was made.', ''];
}

// ---- Events

function setFilter(text) {
	state.filter = text.trim().toLowerCase();
	if (text === '') {
		$('filter').value = '';
	}
}

$('keys').addEventListener('click', ({ target }) => {
	const button = target.closest('button[data-action]');
	if (button) {
		open(button.dataset.action, button.closest('tr').dataset.key, button);
	}
});
$('ask-form').addEventListener('submit', confirmed);
$('ask-no').addEventListener('click', () => $('ask').close());
$('ask').addEventListener('close', () => {
	const { opener } = state.asking;
	(opener.hidden ? [...opener.parentElement.children].find((button) => !button.hidden) : opener)?.focus();
});
$('filter').addEventListener('input', ({ target }) => {
	setFilter(target.value);
	drawKeys(state.pool);
});
$('figures').addEventListener('toggle', () => state.usage?.rows && drawFigures(minutesOf(state.usage)));
$('pause').addEventListener('click', () => {
	state.paused = !state.paused;
	set($('pause'), 'aria-pressed', state.paused);
	say('off', 'Paused');
	turn();
});
window.addEventListener('hashchange', turn);
document.addEventListener('visibilitychange', turn);
new ResizeObserver(() => {
	drawUsage.drawn = null;
	if (state.pool) {
		drawUsage();
	}
}).observe($('charts'));
turn();
