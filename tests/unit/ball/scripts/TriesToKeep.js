// Tells the world that it sees, as a number, and then tries to change every object of it in every way that the
// language knows. Where nothing is kept from one tick to the next, the number stays the same.

const world = [Object, Symbol, Number, Boolean, String, Array, RegExp, Math, JSON, Reflect, Proxy, Map, Set, WeakMap,
    WeakSet, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError, parseInt, parseFloat, isNaN,
    isFinite, decodeURI, decodeURIComponent, encodeURI, encodeURIComponent, escape, unescape];

function isObject(value) {
    return value !== null && (typeof value === 'object' || typeof value === 'function');
}

/// All that a script can reach.
function objectsIn(random) {
    const found = [];
    const known = new Set();
    function add(value) {
        if (!isObject(value) || known.has(value))
            return;
        known.add(value);
        found.push(value);
        for (const name of Reflect.ownKeys(value)) {
            const property = Reflect.getOwnPropertyDescriptor(value, name);
            if (property)
                [property.value, property.get, property.set].forEach(add);
        }
        add(Reflect.getPrototypeOf(value));
    }
    world.forEach(add);
    add(random);
    add((strings => strings)`a${1}b`);
    [[].entries(), ''[Symbol.iterator](), new Map().entries(), new Set().values(), function* () { },
        (function* () { })(), class { }].forEach(each => add(Reflect.getPrototypeOf(each)));
    // Objects of one kind may share what gets and sets their properties.
    functionsOf(new Error(), (function () { }).bind(), /a/.exec('a'), Symbol.prototype, function () { },
        (function () { return arguments; })()).forEach(add);
    return found;
}

function textOf(value) {
    return typeof value === 'symbol' ? value.toString() : String(value);
}

function describe(objects) {
    const places = new Map();
    objects.forEach((object, place) => places.set(object, place));
    const word = value => places.has(value) ? '@' + places.get(value) : isObject(value) ? 'object' : textOf(value);
    return objects.map(object => Reflect.ownKeys(object).map(name => {
        const property = Reflect.getOwnPropertyDescriptor(object, name) || {};
        return textOf(name) + '=' + [word(property.value), word(property.get), word(property.set), property.writable,
            property.configurable].join();
    }).join() + word(Reflect.getPrototypeOf(object)) + Object.isFrozen(object)).join('\n');
}

function numberOf(text) {
    let number = 0;
    for (let i = 0; i < text.length; ++i)
        number = (number * 31 + text.charCodeAt(i)) % 4294967291;
    return number;
}

function attempt(action) {
    try {
        action();
    } catch (error) {
        return;
    }
}

function functionsOf(...owners) {
    const all = [];
    for (const owner of owners) {
        for (const name of Reflect.ownKeys(owner)) {
            const property = Reflect.getOwnPropertyDescriptor(owner, name);
            if (property)
                [property.value, property.get, property.set].filter(f => typeof f === 'function').forEach(f => all.push(f));
        }
    }
    return all;
}

function call(change, target, mark) {
    const giver = function () { return target; };
    for (const given of [[], [1], [0, 1], [target], ['n', mark], [target, 'n', mark], [target, 0, mark],
        [target, 'n', { value: mark }], [target, 0, { value: mark }], [target, { n: mark }], [target, [mark, mark]],
        [() => target], [[3, 1, 2]], [target, 'length', 9], [{ length: 1, 0: mark }]])
        attempt(() => change.apply(target, given));
    attempt(() => change.call(giver, mark, 2));
    attempt(() => change.call(giver, [mark, 2]));
    attempt(() => change.call(Object.assign([1, 2, 3], { constructor: { [Symbol.species]: giver } }), x => x));
    attempt(() => change.call(new Proxy(target, {}), mark));
}

function assign(target, mark) {
    attempt(() => { target.n = mark; });
    attempt(() => { target[0] = mark; });
    attempt(() => { target.length = mark; });
    attempt(() => { target.lastIndex = mark; });
    attempt(() => { target.prototype = { n: mark }; });
    attempt(() => { target.__proto__ = { n: mark }; });
    attempt(() => { delete target[Reflect.ownKeys(target)[0]]; });
    attempt(() => { [target.n, target[0]] = [mark, mark]; });
    attempt(() => { target.n++; });
}

/// Whether it makes something that runs of a text.
function makesCode(maker) {
    let makes = false;
    const look = value => {
        const result = typeof value === 'function' ? value() : value;
        const yields = isObject(result) && typeof result.next === 'function';
        makes = makes || result === 41 || (yields && result.next().value === 41);
    };
    attempt(() => look(maker('40 + 1')));
    attempt(() => look(maker('return 40 + 1')));
    attempt(() => look(new maker('return 40 + 1')));
    return makes;
}

function next(state, random) {
    const objects = objectsIn(random);
    const seen = numberOf(describe(objects));
    if (state.tick < 2) {
        const changes = functionsOf(Object, Object.prototype, Reflect, Array, Array.prototype,
            Object.getPrototypeOf(next), random);
        for (const target of objects) {
            assign(target, state.tick);
            if (typeof target !== 'function' || target === random.below)
                changes.forEach(change => call(change, target, state.tick));
        }
    }
    const makers = objects.filter(object => typeof object === 'function' && makesCode(object));
    return { x: seen, y: objects.length, dx: makers.length, dy: 0 };
}
