// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/ball/behaviors/loading/ScriptBehavior.h"

#include "engine/ball/behaviors/ScriptText.h"
#include "engine/ball/behaviors/loading/ScriptWorld.h"

#include <QJSEngine>

#include <stdexcept>

namespace everbounce {
namespace {

constexpr qsizetype maxMessageLength = 200;
constexpr QLatin1String kStrict("'use strict';");

/// The ball's generator as JavaScript reaches it. It draws from the state of the current call.
class ScriptRandom : public QObject
{
    Q_OBJECT
public:
    Random random;

    Q_INVOKABLE double below(double bound) { return random.below(static_cast<std::uint32_t>(bound)); }
    Q_INVOKABLE double unit() { return random.unit(); }
};

/// One line, not too long: the text may come from the script.
QString phrase(const QString &text)
{
    const QString line = text.simplified();
    return line.size() <= maxMessageLength ? line : line.left(maxMessageLength) + u'…';
}

/// Qt does not know the line of a text that is nested too deeply.
QString withLine(const QJSValue &error)
{
    const int line = error.property(QStringLiteral("lineNumber")).toInt();
    return line > 0 ? QStringLiteral("line %1: %2").arg(line).arg(error.toString()) : error.toString();
}

/// A script, in an engine of its own. The text runs anew at every tick inside a frozen world (see
/// ScriptWorld.h), so what `next` returns depends only on its arguments.
class ScriptBehavior final : public Behavior
{
public:
    explicit ScriptBehavior(const QString &name)
        : m_name(name)
    {
    }

    /// An empty text, or what is wrong with the script.
    QString load(const QString &source);

    BallState next(const BallState &state, const Box &box) const override;

private:
    QString problemAsProgram(const QString &source) const;
    QJSValue run(const QString &program) const { return m_engine.evaluate(program, m_name); }
    QJSValue text() const { return m_compiled.isUndefined() ? run(m_text) : m_compiled; }

    QString m_name;
    QString m_text;                ///< all of it, as a function
    mutable ScriptRandom m_random; // before the engine, which must not outlive it
    mutable QJSEngine m_engine;
    mutable QJSValue m_tick;
    QJSValue m_compiled; ///< the text; undefined if it must be compiled anew for each tick
};

/// A text that closes the brace of its function and goes on behind it is not a program. Its first statement
/// is parsed in such a way that nothing of it runs, in an engine of its own: a program's names stay with its
/// engine, even if it throws.
QString ScriptBehavior::problemAsProgram(const QString &source) const
{
    QJSEngine parser;
    const QJSValue program = parser.evaluate(kStrict + QStringLiteral("throw 0;") + source, m_name);
    return program.errorType() == QJSValue::SyntaxError ? withLine(program) : QString();
}

QString ScriptBehavior::load(const QString &source)
{
    const QJSValue world = m_engine.evaluate(kPureWorld);
    if (world.isError())
        return QStringLiteral("cannot set up the environment for scripts: %1").arg(world.toString());

    if (const QString problem = problemAsProgram(source); !problem.isEmpty())
        return problem;
    m_text = QStringLiteral("(function(){") + kStrict + source +
             QStringLiteral("\nreturn typeof next === 'function' ? next : undefined;})");
    const QJSValue compiled = run(m_text);
    if (!compiled.isCallable())
        return withLine(compiled);
    // The strings of a tagged template live as long as the code compiled from it, and Qt lets frozen ones be
    // changed.
    if (!source.contains(u'`'))
        m_compiled = compiled;

    QJSEngine::setObjectOwnership(&m_random, QJSEngine::CppOwnership);
    m_tick = m_engine.evaluate(kTickMaker, QStringLiteral("everbounce"))
                 .call({m_engine.newQObject(&m_random), world, m_name});
    const QJSValue tried = m_tick.call({compiled, 0, 0, 0, 0, 0, 0, 0, -1});
    return tried.isArray() ? QString() : tried.toString();
}

BallState ScriptBehavior::next(const BallState &state, const Box &box) const
{
    m_random.random = state.random;
    const QJSValue result = m_tick.call({text(), state.x, state.y, state.dx, state.dy, box.width, box.height,
                                         box.radius, double(state.tick)});
    if (!result.isArray())
        throw std::runtime_error(phrase(QStringLiteral("failed: ") + result.toString()).toStdString());
    return {.tick = state.tick + 1,
            .x = result.property(0).toNumber(),
            .y = result.property(1).toNumber(),
            .dx = result.property(2).toNumber(),
            .dy = result.property(3).toNumber(),
            .random = m_random.random};
}

} // namespace

LoadedBehavior loadScript(const QString &name, const QByteArray &source)
{
    if (const QString problem = problemOfScript(source); !problem.isEmpty())
        return QStringLiteral("%1 cannot be loaded: %2").arg(name, problem);
    auto behavior = std::make_unique<ScriptBehavior>(name);
    const QString problem = behavior->load(QString::fromUtf8(source));
    if (!problem.isEmpty())
        return phrase(QStringLiteral("%1 cannot be loaded: %2").arg(name, problem));
    return behavior;
}

} // namespace everbounce

#include "ScriptBehavior.moc"
