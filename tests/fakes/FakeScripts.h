// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/behaviors/ScriptText.h"
#include "engine/node/view/ScriptsInterface.h"

#include <QMap>

namespace everbounce {

/// Scripts in memory. Every text flies one straight path, unless it says "throw" in its second line.
class FakeScripts final : public ScriptsInterface
{
    Q_OBJECT
public:
    using ScriptsInterface::ScriptsInterface;

    void preview(quint64 request, const QString &, const QByteArray &text) override
    {
        if (text.split('\n').value(1).contains("throw"))
            Q_EMIT previewed(request, ScriptPreview::refused(
                                          422, QStringLiteral("The script failed: line 2: Error: no."), 2));
        else
            Q_EMIT previewed(request, {.path = Track({{100, 400, 200, 0.25, 0.25}}, 767)});
    }

    void edit(quint64 request, const everbounce::ScriptOrder &order) override
    {
        Q_EMIT edited(request, carryOut(order));
    }

private:
    ScriptAnswer carryOut(const ScriptOrder &order)
    {
        QList<QByteArray> &texts = m_texts[order.name];
        const auto versionOf = [](const QByteArray &text) { return makeScript({}, text).ref.hash; };
        if (!order.condition.holdsFor(texts.isEmpty() ? QByteArray() : versionOf(texts.first())))
            return ScriptAnswer::refused(412, QStringLiteral("%1 has been changed.").arg(order.name));
        if (order.kind == ScriptOrder::Kind::Save)
            texts.prepend(order.text);
        else if (texts.isEmpty())
            return ScriptAnswer::refused(404, QStringLiteral("There is no %1.").arg(order.name));
        else if (order.kind == ScriptOrder::Kind::GoBack && texts.size() < 2)
            return ScriptAnswer::refused(409, QStringLiteral("There is no earlier %1.").arg(order.name));
        else if (order.kind == ScriptOrder::Kind::GoBack)
            texts.removeFirst();
        ScriptAnswer answer{.text = texts.first(), .version = versionOf(texts.first())};
        for (const QByteArray &text : texts)
            answer.versions.append({versionOf(text), 0, text.size()});
        return answer;
    }

    QMap<QString, QList<QByteArray>> m_texts; ///< by name, the newest first
};

} // namespace everbounce
