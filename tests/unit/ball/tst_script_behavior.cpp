// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/loading/Loading.h"
#include "engine/ball/behaviors/loading/ScriptWorld.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJSEngine>
#include <QTest>

#include <cmath>

using namespace everbounce;

namespace {

LoadedBehavior load(const QByteArray &source)
{
    return loadBehavior(
        {.kind = BehaviorCode::Kind::Script, .name = QStringLiteral("Test"), .source = source});
}

std::unique_ptr<Behavior> loaded(const QByteArray &source)
{
    LoadedBehavior result = load(source);
    if (const auto *const problem = std::get_if<QString>(&result))
        qFatal("%s", qPrintable(*problem));
    return std::move(std::get<std::unique_ptr<Behavior>>(result));
}

QString loadProblem(const QByteArray &source)
{
    const LoadedBehavior result = load(source);
    const auto *const problem = std::get_if<QString>(&result);
    return problem ? *problem : QString();
}

/// The value of a script's expression at one tick, as the ball's x.
double valueOf(const QByteArray &expression, const BallState &state = {})
{
    return loaded("function next(state, random) { return {x: " + expression + ", y: 0, dx: 0, dy: 0}; }")
        ->next(state, {})
        .x;
}

/// What a script throws at its first tick.
QString failureOf(const QByteArray &source)
{
    const auto behavior = loaded(source);
    try {
        behavior->next({}, {});
    } catch (const std::exception &error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

std::unique_ptr<Behavior> shipped(const char *path)
{
    QFile file(QStringLiteral(EVERBOUNCE_SHIPPED "/") + QLatin1String(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(file.fileName()));
    return loaded(file.readAll());
}

} // namespace

class TestScriptBehavior : public QObject
{
    Q_OBJECT
public:
    static void initMain() { qputenv("QV4_GC_TIMELIMIT", "0"); } // as everbounce-engine does

private Q_SLOTS:
    void getsTheWholeState()
    {
        const BallState state{.tick = 7, .x = 1, .y = 2, .dx = 3, .dy = 4};
        QCOMPARE(valueOf("state.x + 10 * state.y + 100 * state.dx + 1000 * state.dy", state), 4321.0);
        QCOMPARE(valueOf("state.width + state.height + state.radius + state.tick", state), 1227.0);
        QCOMPARE(valueOf("Object.keys(state).length", state), 8.0);
    }

    void returnsTheStateOneTickLater()
    {
        const BallState later =
            loaded("const next = s => ({x: 1.5, y: -2, dx: 3, dy: 4});")->next({.tick = 9}, {});
        QCOMPARE(later, (BallState{.tick = 10, .x = 1.5, .y = -2, .dx = 3, .dy = 4}));
    }

    void drawsFromTheBallsOwnGenerator()
    {
        const auto behavior = loaded(
            "function next(s, random) {"
            "  return {x: random.below(1000), y: random.unit(), dx: random.below(4294967295), dy: 0}; }");
        Random expected;
        BallState state;
        for (int i = 0; i < 100; ++i) {
            state = behavior->next(state, {});
            QCOMPARE(state.x, double(expected.below(1000)));
            QCOMPARE(state.y, expected.unit());
            QCOMPARE(state.dx, double(expected.below(4294967295u)));
            QCOMPARE(state.random, expected);
        }
    }

    void refusesSenselessBounds_data()
    {
        QTest::addColumn<QByteArray>("bound");
        for (const char *bound : {"0", "-1", "1.5", "NaN", "4294967296", "'7'", ""})
            QTest::newRow(bound) << QByteArray(bound);
    }

    void refusesSenselessBounds()
    {
        QFETCH(QByteArray, bound);
        const QString failure =
            failureOf("function next(s, random) {\n random.below(" + bound + "); return s; }");
        QVERIFY2(failure.contains(QLatin1String("line 2: RangeError: ")) &&
                     failure.contains(QLatin1String("whole number")),
                 qPrintable(failure));
    }

    void hasNothingImpure_data()
    {
        QTest::addColumn<QByteArray>("name");
        for (const char *name : {"Date",
                                 "console",
                                 "print",
                                 "gc",
                                 "Qt",
                                 "qsTr",
                                 "setTimeout",
                                 "Promise",
                                 "URL",
                                 "URLSearchParams",
                                 "Atomics",
                                 "SharedArrayBuffer",
                                 "ArrayBuffer",
                                 "DataView",
                                 "Uint8Array",
                                 "Float64Array",
                                 "WeakRef",
                                 "FinalizationRegistry",
                                 "Intl",
                                 "globalThis",
                                 "XMLHttpRequest",
                                 "Math.random",
                                 "RegExp.lastMatch",
                                 "RegExp.$1",
                                 "RegExp['$&']",
                                 "(0.5).toLocaleString",
                                 "''.localeCompare",
                                 "[].toLocaleString",
                                 "(function(){}).connect",
                                 "random.objectName",
                                 "eval",
                                 "Function",
                                 "(function(){}).constructor",
                                 "(function*(){}).constructor",
                                 "(class {}).constructor",
                                 "(() => 0).constructor",
                                 "({ method() {} }).method.constructor",
                                 "(function(){}).bind().constructor",
                                 "Math.max.constructor",
                                 "random.below.constructor",
                                 "next.constructor"})
            QTest::newRow(name) << QByteArray(name);
    }

    void hasNothingImpure()
    {
        QFETCH(QByteArray, name);
        QCOMPARE(valueOf("typeof " + name + " === 'undefined' ? 1 : 0"), 1.0);
    }

    void knowsTheGlobalsOnItsListAndNoOthers()
    {
        // What a newer Qt may bring must not come in by itself.
        QJSEngine engine;
        QVERIFY(!engine.evaluate(kPureWorld).isError());
        const QJSValue others = engine.evaluate(QStringLiteral(
            "Object.getOwnPropertyNames(this).filter(n => !['Object', 'Symbol', 'Number', 'Boolean', "
            "'String', 'Array', 'RegExp', 'Math', 'JSON', 'Reflect', 'Proxy', 'Map', 'Set', 'WeakMap', "
            "'WeakSet', 'undefined', 'NaN', 'Infinity', 'parseInt', "
            "'parseFloat', 'isNaN', 'isFinite', 'escape', 'unescape'].includes(n) && "
            "!/(Error|URI|URIComponent)$/.test(n)).join()"));
        QCOMPARE(others.toString(), QString());
    }

    void leavesNothingToTheNextCall_data()
    {
        QTest::addColumn<QByteArray>("source");
        const auto row = [](const char *name, const char *count) {
            QTest::newRow(name)
                << QByteArray(count) +
                       "\nfunction next(s, random) { return {x: count(s, random), y: 0, dx: 0, dy: 0}; }";
        };
        row("variable", "let n = 0; function count() { return ++n; }");
        row("var", "var n = 0; function count() { return ++n; }");
        row("closure", "const count = (() => { let n = 0; return () => ++n; })();");
        row("function's own", "function count() { next.n = (next.n || 0) + 1; return next.n; }");
        row("state", "function count(s) { const seen = s.n || 0; s.n = 1; s.x = 1; return 1 + seen; }");
        row("random", "function count(s, r) { try { r.n = (r.n || 0) + 1; } catch (e) {} return r.n || 1; }");
        row("random's function", "function count(s, r) { try { r.below.n = (r.below.n || 0) + 1; } catch (e) "
                                 "{} return r.below.n || 1; }");
        row("Math",
            "function count() { try { Math.n = (Math.n || 0) + 1; } catch (e) {} return Math.n || 1; }");
        row("prototype", "function count() { try { const p = Object.prototype; p.n = (p.n || 0) + 1; } catch "
                         "(e) {} return ({}).n || 1; }");
        row("array prototype", "function count() { try { Array.prototype.n = ([].n || 0) + 1; } catch (e) {} "
                               "return [].n || 1; }");
        row("generator", "function count() { const p = Object.getPrototypeOf(function*(){}); try { p.n = "
                         "(p.n || 0) + 1; } catch (e) {} return p.n || 1; }");
        row("generator object",
            "function count() { const p = Object.getPrototypeOf(Object.getPrototypeOf((function*(){})())); "
            "try { p.n = (p.n || 0) + 1; } catch (e) {} return p.n || 1; }");
        row("iterator", "function count() { const p = Object.getPrototypeOf([].entries()); try { p.n = (p.n "
                        "|| 0) + 1; } catch (e) {} return p.n || 1; }");
        row("global", "function count() { const g = new Function('return this')(); try { g.n = (g.n || 0) + "
                      "1; } catch (e) {} return g.n || 1; }");
        row("sloppy global", "function count() { return new Function('try { n = (typeof n === \"number\" ? n "
                             ": 0) + 1; } catch (e) {} return typeof n === \"number\" ? n : 1')(); }");
        row("eval",
            "function count() { return (0, eval)('try { var n = (n || 0) + 1; n } catch (e) { 1 }'); }");
        // A program that throws would leave its names to the next text that is run as one.
        const QByteArray up = "n = (typeof n === \\'number\\' ? n : 0) + 1";
        for (const char *declaration : {"let n;", "var n;", "let n = 0;", "const n = 0;", "class n {}",
                                        "function n() {}", "let [n] = [0];", "for (var n of [0]);"}) {
            const QByteArray touched =
                QByteArray(declaration) + " function touch() { return n; } function count() { ";
            row((QByteArray("eval and ") + declaration).constData(),
                (touched + "return (0, eval)('" + up + "; n'); }").constData());
            row((QByteArray("Function and ") + declaration).constData(),
                (touched + "return (function(){}).constructor('" + up + "; return n')(); }").constData());
            row((QByteArray("generator and ") + declaration).constData(),
                (touched + "return (function*(){}).constructor('" + up + "; yield n')().next().value; }")
                    .constData());
        }
        row("object of the text", "const o = { n: 0 }; function count() { return (0, eval)('++o.n'); }");
        row("compiled expression", "function count() { const r = /a/; const n = r.source === 'a' ? 1 : 2; "
                                   "r.compile('b'); return n; }");
        row("template", "function count() { const t = (x => x)`a`; try { t.n = (t.n || 0) + 1; } catch (e) "
                        "{} return t.n || 1; }");
        row("regular expression", "function count() { const r = /a/g; r.test('aaa'); return r.lastIndex; }");
        row("symbol", "function count() { const s = Symbol.for('n'); try { s.n = (s.n || 0) + 1; } catch (e) "
                      "{} return s.n || 1; }");
        row("random's function's prototype", "function count(s, r) { const p = r.below.prototype || {}; try "
                                             "{ p.n = (p.n || 0) + 1; } catch (e) "
                                             "{} return p.n || 1; }");
        // Qt lets frozen arrays be changed by these.
        for (const char *change : {"push", "unshift"}) {
            const QByteArray call = QByteArray("Array.prototype.") + change + ".call(Array.prototype, 1)";
            row(change, ("function count() { try { " + call +
                         "; } catch (e) {} return Math.max(1, Array.prototype.length); }")
                            .constData());
        }
        row("strings of a template", "function count() { const t = (x => x)`1`; const n = Number(t[0]); try "
                                     "{ t[0] = n + 1; } catch (e) "
                                     "{} return n; }");
        row("strings of a template, pushed",
            "function count() { const t = (x => x)`1`; try { Array.prototype.push.call(t, 1); } catch (e) {} "
            "return t.length; }");
        row("species",
            "function count() { class A extends Array { static get [Symbol.species]() { return function () { "
            "return Array.prototype; }; } } try { new A(1, 2, 3).map(x => x); } catch (e) {} try { new "
            "A(1,2,3).slice(); } catch (e) {} try { new A(1,2,3).concat([1]); } catch (e) {} try { new "
            "A(1,2,3).filter(x => 1); } catch (e) {}  return Math.max(1, Array.prototype.length + 1); }");
        row("length of a frozen array",
            "function count() { try { Array.prototype.length = Array.prototype.length + 1; } catch (e) {} "
            "try { Reflect.set(Array.prototype, 'length', 5); } catch (e) {} try { "
            "Object.defineProperty(Array.prototype, 'length', {value: 7}); } catch (e) {} try { "
            "Array.prototype[0] = 1 } catch (e) {} try { Reflect.set(Array.prototype, 0, 5); } catch (e) {} "
            "try { Reflect.defineProperty(Array.prototype, 3, {value: 7}); } catch (e) {} try { "
            "Object.assign(Array.prototype, [1]); } catch (e) {} return Math.max(1, Array.prototype.length + "
            "1) ; }");
        row("super", "function count() { class A extends Array { add() { super.n = (super.n || 0) + 1; "
                     "super.push(1); super.length = 3; } } try { const a = new A(); a.add(); } catch (e) {} "
                     "return ([].n || 1) + [].length * 0; }");
        row("receiver",
            "function count() { try { Reflect.set({}, 'n', ([].n || 0) + 1, Array.prototype); } catch (e) {} "
            "try { Reflect.set({set n(v) {}}, 'n', 1, Array.prototype); } catch (e) {} return [].n || 1; }");
        row("another prototype",
            "function count(s, r) { try { Array.prototype.__proto__ = {n: ([].n || 0) + 1}; } catch (e) {} "
            "try { Object.setPrototypeOf(Math, {n: (Math.n || 0) + 1}); } catch (e) {} try { r.__proto__ = "
            "{n: (r.n || 0) + 1}; } catch (e) {} try { Reflect.setPrototypeOf(Map.prototype, {n: 2}); } "
            "catch (e) {} return ([].n || Math.n || r.n || new Map().n || 1); }");
        row("this of callbacks",
            "function count() { let seen = 1; [1].forEach(function () { if (this) { try { this.n = (this.n "
            "|| 0) + 1; seen = this.n; } catch (e) {} } }); 'a'.replace(/a/, function () { if (this) { try { "
            "this.n = (this.n || 0) + 1; seen = this.n; } catch (e) {} } return ''; }); "
            "JSON.stringify({toJSON() { return 1; }}, function (k, v) { return v; }); return seen; }");
        row("proxy of a frozen array",
            "function count() { const p = new Proxy(Array.prototype, {}); try { p.push(1); } catch (e) {} "
            "try { p.length = 4; } catch (e) {} try { p.n = 1; } catch (e) {} return Array.prototype.length "
            "+ 1 + ([].n || 0); }");
        row("error's prototype",
            "function count() { try { null.x; } catch (e) { const p = Object.getPrototypeOf(e); try { p.n = "
            "(p.n || 0) + 1; } catch (f) {} return p.n || 1; } }");
        row("getter of an error's stack",
            "function count() { const get = Object.getOwnPropertyDescriptor(new Error(), 'stack').get; try { "
            "get.n = (get.n || 0) + 1; } catch (e) {} return get.n || 1; }");
    }

    void leavesNothingToTheNextCall()
    {
        QFETCH(QByteArray, source);
        LoadedBehavior result = load(source);
        QVERIFY2(std::holds_alternative<std::unique_ptr<Behavior>>(result), source.constData());
        const auto &behavior = std::get<std::unique_ptr<Behavior>>(result);
        for (int i = 0; i < 41; ++i) {
            try {
                QCOMPARE(behavior->next({}, {}).x, 1.0);
            } catch (const std::exception &error) {
                // Refusing the attempt is as good, as long as it is refused each time.
                QVERIFY2(QByteArray(error.what()).contains("Error"), error.what());
            }
        }
    }

    void seesTheSameWorldAtEachTick()
    {
        QFile file(QStringLiteral(TEST_SCRIPTS "/TriesToKeep.js"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto behavior = loaded(file.readAll());
        const BallState first = behavior->next({.tick = 0}, {});
        QVERIFY(first.y > 150); // objects that it has tried to change
        QCOMPARE(first.dx, 0.0);
        for (Tick tick = 1; tick < 41; ++tick) {
            const BallState later = behavior->next({.tick = tick}, {});
            QCOMPARE(later.x, first.x);
            QCOMPARE(later.y, first.y);
            QCOMPARE(later.dx, 0.0); // functions that make code of a text
        }
    }

    void arraysOfItsOwnCanBeChanged()
    {
        // Not sorted after unshift(), by which Qt's sort() is led astray.
        QCOMPARE(valueOf("(a => { a.push(4, 5); a.unshift(0); a.splice(1, 1); a.reverse(); a.fill(9, 0, 1); "
                         "return a.pop() * 100 + a.shift() * 10 + a.length; })([1, 2, 3])"),
                 93.0);
        QCOMPARE(
            valueOf(
                "Number([3, 1, 2].sort((a, b) => b - a).concat(Array.of(5), Array.from([7, 8])).join(''))"),
            321578.0);
        QCOMPARE(valueOf("(A => A.of(4, 5).size + A.from([6, 7, 8]).size * 10)(class extends Array { "
                         "get size() { return this.length; } })"),
                 32.0);
    }

    void saysWhatIsWrongWithAText_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("phrase");
        const auto row = [](const char *name, const QByteArray &source, const char *phrase) {
            QTest::newRow(name) << source << QString::fromLatin1(phrase);
        };
        row("syntax", "function next() {\n  return {\n}\n", "line ");
        row("second line", "const a = 1;\nconst b = ;\n", "line 2: SyntaxError");
        row("no next", "function step(s) { return s; }", "no function next");
        row("next is no function", "const next = 5;", "no function next");
        row("empty", "", "no function next");
        row("throws at once", "\n\nundefinedName();", "line 3: ReferenceError");
        row("out of its function", "}); var stolen = 1; (function () { function next(s) { return s; }",
            "SyntaxError");
        row("a return of its own", "return s => s;", "SyntaxError");
        row("open comment", "function next(s) { return s; } /*", "SyntaxError");
        row("undeclared", "next = s => s;", "ReferenceError");
        row("too large", QByteArray(64 * 1024 + 1, ' '), "64 KiB");
        row("no UTF-8", "// \xff\xfe\nfunction next(s) { return s; }", "UTF-8");
    }

    void saysWhatIsWrongWithAText()
    {
        QFETCH(QByteArray, source);
        QFETCH(QString, phrase);
        const QString problem = loadProblem(source);
        QVERIFY2(problem.startsWith(QLatin1String("Test cannot be loaded: ")), qPrintable(problem));
        QVERIFY2(problem.contains(phrase), qPrintable(problem));
        QVERIFY(!problem.contains(u'\n'));
    }

    void takesATextThatEndsInAComment()
    {
        QVERIFY(loadProblem("function next(s) { return s; } // the end").isEmpty());
    }

    void throwsWhereTheScriptFails_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QString>("phrase");
        const auto row = [](const char *name, const QByteArray &body, const char *phrase) {
            QTest::newRow(name) << "function next(s, random) {\n" + body + "\n}"
                                << QString::fromLatin1(phrase);
        };
        row("error", "throw new Error('no way');", "line 2: Error: no way");
        row("no error object", "throw 'no way';", "no way");
        row("nothing", "throw undefined;", "undefined");
        row("an error that hides", "throw {toString() { throw 1; }};", "cannot be shown");
        row("no return", "", "no object");
        row("null", "return null;", "no object");
        row("a number", "return 5;", "no object");
        row("no dy", "return {x: 1, y: 1, dx: 1};", "no number as dy");
        row("a text", "return {x: '1', y: 1, dx: 1, dy: 1};", "no number as x");
        // Not `return next(…)`: a call in the tail's place is a loop, and one without end ends from outside.
        row("deep recursion", "const later = next(s, random); return later;", "RangeError");
        row("deep recursion in a sort",
            "const later = [2, 1].sort(() => { next(s, random); return 0; }); return later;", "RangeError");
        row("long", "throw new Error('x'.repeat(100000));", "xxx");
    }

    void throwsWhereTheScriptFails()
    {
        QFETCH(QByteArray, source);
        QFETCH(QString, phrase);
        const QString failure = failureOf(source);
        QVERIFY2(failure.startsWith(QLatin1String("failed: ")), qPrintable(failure));
        QVERIFY2(failure.contains(phrase), qPrintable(failure));
        QVERIFY(failure.size() <= 201);
    }

    void namesNoLineThatTheTextDoesNotHave_data()
    {
        QTest::addColumn<QByteArray>("source");
        QTest::newRow("called as it cannot be") << QByteArray("class next {}");
        QTest::newRow("revoked proxy") << QByteArray(
            "function next() { const p = Proxy.revocable({}, {}); p.revoke(); return p.proxy; }");
        QTest::newRow("error without a stack")
            << QByteArray("function next() { throw Object.create(TypeError.prototype); }");
    }

    void namesNoLineThatTheTextDoesNotHave()
    {
        QFETCH(QByteArray, source);
        const QString failure = failureOf(source);
        QVERIFY2(failure.startsWith(QLatin1String("failed: TypeError")), qPrintable(failure));
    }

    void namesNoLineThatQtDoesNotKnow()
    {
        const QString problem = loadProblem("function next(s) { return " + QByteArray(20000, '(') + "s" +
                                            QByteArray(20000, ')') + "; }");
        QVERIFY2(problem.contains(QLatin1String(": SyntaxError")), qPrintable(problem));
        QVERIFY2(!problem.contains(QLatin1String("line 0")), qPrintable(problem));
    }

    void fliesOnAfterAFailure()
    {
        const auto behavior =
            loaded("function next(s) { if (s.tick === 0) throw new Error('once'); return s; }");
        QVERIFY_THROWS_EXCEPTION(std::exception, behavior->next({.tick = 0}, {}));
        QCOMPARE(behavior->next({.tick = 1, .x = 5}, {}).x, 5.0);
    }

    void passesOnWhatIsNotFinite()
    {
        QVERIFY(std::isnan(valueOf("0 / 0")));
        QVERIFY(std::isinf(valueOf("1 / 0")));
    }

    void gravityFliesForHours()
    {
        const auto gravity = shipped("behaviors/Gravity.js");
        const Box box;
        BallState state;
        double highest = box.height;          // of the last minute
        for (int i = 0; i < 2'000'000; ++i) { // 16 hours
            state = gravity->next(state, box);
            QVERIFY(state.x >= box.radius && state.x <= box.width - box.radius);
            QVERIFY(state.y >= box.radius && state.y <= box.height - box.radius);
            if (i >= 1'998'000)
                highest = std::min(highest, state.y);
        }
        const auto energy = [](const BallState &s) { return s.dy * s.dy / 2 - 0.25 * s.y; };
        QCOMPARE(energy(state), energy(BallState()));
        QVERIFY(highest < 200);
    }

    void gravityNeverRests_data()
    {
        QTest::addColumn<double>("y");
        QTest::addColumn<double>("dy");
        QTest::newRow("on the floor") << 380.0 << 0.0;
        QTest::newRow("under the floor") << 390.0 << 0.0;
        QTest::newRow("falling under the floor") << 395.0 << 3.0;
        QTest::newRow("just above it") << 379.9 << 0.01;
        QTest::newRow("fast at the ceiling") << 20.0 << -15.0;
        QTest::newRow("crooked") << 377.123 << -0.3217;
    }

    void gravityNeverRests()
    {
        QFETCH(double, y);
        QFETCH(double, dy);
        const auto gravity = shipped("behaviors/Gravity.js");
        const Box box;
        BallState state{.y = y, .dx = 0, .dy = dy};
        double highest = box.height;
        for (int i = 0; i < 200'000; ++i) {
            state = gravity->next(state, box);
            QVERIFY(state.y <= box.height && state.y >= 0);
            if (i > 199'000)
                highest = std::min(highest, state.y);
        }
        QVERIFY2(highest < 345, qPrintable(QString::number(highest)));
    }

    void billiardsGoesOnForHours()
    {
        const auto billiards = shipped("behaviors/Billiards.js");
        const Box box;
        BallState state{.dx = 0, .dy = 0};
        for (int i = 0; i < 500'000; ++i) {
            const BallState later = billiards->next(state, box);
            QVERIFY(later.x >= box.radius && later.x <= box.width - box.radius);
            QVERIFY(later.y >= box.radius && later.y <= box.height - box.radius);
            QVERIFY(std::hypot(later.x - state.x, later.y - state.y) > 0.9);
            state = later;
        }
    }

    void theBrokenOnesBreakAsTheySay()
    {
        const Box box;
        const auto thrower = shipped("broken-behaviors/ThrowsAtBounce.js");
        BallState state;
        int ticks = 0;
        const auto flyToTheFirstBounce = [&] {
            for (; ticks < 1000; ++ticks)
                state = thrower->next(state, box);
        };
        QVERIFY_THROWS_EXCEPTION(std::exception, flyToTheFirstBounce());
        QVERIFY(ticks > 50 && ticks < 70);
        QVERIFY(std::isnan(shipped("broken-behaviors/ReturnsNaN.js")->next({}, box).x));
        const auto leaver = shipped("broken-behaviors/LeavesBox.js");
        for (int i = 0; i < 1000; ++i)
            state = leaver->next(state, box);
        QVERIFY(state.x > box.width + box.radius || state.y > box.height + box.radius);
        QVERIFY(shipped("broken-behaviors/HangsForever.js"));
    }

    void speed()
    {
        // Said, not judged.
        const auto gravity = shipped("behaviors/Gravity.js");
        BallState state;
        QElapsedTimer timer;
        timer.start();
        constexpr int count = 200'000;
        for (int i = 0; i < count; ++i)
            state = gravity->next(state, {});
        qInfo("Gravity.js: %.2f microseconds a tick", double(timer.nsecsElapsed()) / count / 1000);
        QFile file(QStringLiteral(EVERBOUNCE_SHIPPED "/behaviors/Gravity.js"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto compiledAnew = loaded(file.readAll() + "// `");
        timer.start();
        for (int i = 0; i < count / 100; ++i)
            state = compiledAnew->next(state, {});
        qInfo("compiled anew at each: %.2f", double(timer.nsecsElapsed()) / (count / 100) / 1000);
    }
};

QTEST_GUILESS_MAIN(TestScriptBehavior)
#include "tst_script_behavior.moc"
