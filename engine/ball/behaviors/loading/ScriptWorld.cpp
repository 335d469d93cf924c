// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/loading/ScriptWorld.h"

namespace everbounce {

const QLatin1String kPureWorld(R"js(
(function (world) {
    'use strict';
    // Typed arrays are not among them: they reveal the bits of NaN, which depend on how a text was compiled, and how
    // much memory earlier ticks have left.
    const pure = [
        'Object', 'Symbol', 'Number', 'Boolean', 'String', 'Array', 'RegExp', 'Math', 'JSON', 'Reflect', 'Proxy',
        'Map', 'Set', 'WeakMap', 'WeakSet', 'Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError',
        'TypeError', 'URIError', 'undefined', 'NaN', 'Infinity', 'parseInt', 'parseFloat', 'isNaN', 'isFinite',
        'decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape'
    ];
    // Each kind of function that this Qt knows, as an example.
    const functions = [];
    for (const kind of ['function', 'function*', 'async function', 'async function*']) {
        try {
            functions.push(eval('(' + kind + ' () {})'));
        } catch (unknown) {
            continue;
        }
    }
    // What makes code of a text. It would run outside of the script's own function, where names outlive the call.
    const makers = [eval, ...functions.map(each => Object.getPrototypeOf(each).constructor)];
    function keep(object, isKept) {
        for (const name of Reflect.ownKeys(object)) {
            if (!isKept(name))
                Reflect.deleteProperty(object, name);
        }
    }
    keep(world, name => pure.includes(name));
    keep(Math, name => name !== 'random');
    // RegExp.lastMatch and its like remember the last call's match.
    keep(RegExp, name => ['prototype', 'name', 'length'].includes(name) || typeof name === 'symbol');
    // Qt's signals; and whoever has called.
    keep(Object.getPrototypeOf(keep), name => !['connect', 'disconnect', 'caller', 'arguments'].includes(name));

    // Qt lets these change what is frozen.
    function replace(owner, name, replacement) {
        Reflect.defineProperty(replacement, 'length', { value: owner[name].length });
        Reflect.defineProperty(owner, name, { value: replacement });
    }
    const refuse = (object, name) => {
        if (Object.isFrozen(object))
            throw new TypeError(name + ' cannot change what is frozen');
    };
    for (const name of ['copyWithin', 'fill', 'pop', 'push', 'reverse', 'shift', 'sort', 'splice', 'unshift']) {
        const change = Array.prototype[name];
        replace(Array.prototype, name, {
            [name](...given) {
                refuse(this, name);
                return Reflect.apply(change, this, given);
            }
        }[name]);
    }
    for (const name of ['from', 'of']) {
        const make = Array[name];
        replace(Array, name, {
            [name](...given) {
                const items = Reflect.apply(make, Array, given);
                if (typeof this !== 'function' || this === Array)
                    return items;
                const made = new this(items.length);
                refuse(made, name);
                for (let i = 0; i < items.length; ++i)
                    made[i] = items[i];
                made.length = items.length;
                return made;
            }
        }[name]);
    }

    const frozen = new Set();
    function freeze(object) {
        if (object === null || (typeof object !== 'object' && typeof object !== 'function') || frozen.has(object))
            return;
        frozen.add(object);
        // What depends on the machine's language.
        keep(object, name => typeof name === 'symbol' || !/locale/i.test(name));
        for (const name of Reflect.ownKeys(object)) {
            const property = Reflect.getOwnPropertyDescriptor(object, name);
            if (!property)
                continue;
            if (makers.includes(property.value)) {
                Object.defineProperty(object, name, { value: undefined });
                continue;
            }
            freeze(property.value);
            freeze(property.get);
            freeze(property.set);
        }
        freeze(Reflect.getPrototypeOf(object));
        Object.freeze(object);
    }
    // What no name leads to.
    const hidden = [
        [][Symbol.iterator](), ''[Symbol.iterator](), new Map().entries(), new Set().values(),
        ...functions, (function* () {})(), (function () { return arguments; })(),
        new Error() // all errors share the getter of their stack
    ];
    hidden.forEach(freeze);
    freeze(world);
    return freeze;
})(this);
)js");

const QLatin1String kTickMaker(R"js(
(function (generator, freeze, script) {
    'use strict';
    // What random throws is thrown here; wrong is who called it. A line of a stack is "next@file:NAME:3".
    function lineOf(error) {
        const places = String(error.stack).split('\n').map(line => line.split(/[@:]/).slice(-2));
        const place = places.find(([file]) => file === script);
        return place ? Number(place[1]) : 0;
    }
    const random = {
        below(n) {
            if (typeof n !== 'number' || !(n >= 1 && n <= 4294967295) || n % 1 !== 0)
                throw new RangeError('random.below takes a whole number from 1 to 4294967295');
            return generator.below(n);
        },
        unit() { return generator.unit(); }
    };
    freeze(random);
    const result = [0, 0, 0, 0];
    function wrong(error) {
        try {
            if (!(error instanceof Error))
                return 'it threw ' + String(error);
            const line = lineOf(error);
            return (line > 0 ? 'line ' + line + ': ' : '') + error.name + ': ' + error.message;
        } catch (another) {
            return 'it threw something that cannot be shown';
        }
    }
    return function (text, x, y, dx, dy, width, height, radius, tick) {
        try {
            const next = text();
            if (typeof next !== 'function')
                return 'it defines no function next(state, random)';
            if (tick < 0)
                return result;
            const later = next({ x, y, dx, dy, width, height, radius, tick }, random);
            if (later === null || typeof later !== 'object')
                return 'next returned no object';
            for (let i = 0; i < 4; ++i) {
                const name = i === 0 ? 'x' : i === 1 ? 'y' : i === 2 ? 'dx' : 'dy';
                const value = later[name];
                if (typeof value !== 'number')
                    return 'next returned no number as ' + name;
                result[i] = value;
            }
            return result;
        } catch (error) {
            return wrong(error);
        }
    };
})
)js");

} // namespace everbounce
