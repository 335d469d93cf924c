// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/singleton/coordination/CoordinationKind.h"

#include <algorithm>

namespace everbounce {
namespace {

bool hasPlace(const CoordinationKind &kind)
{
    return QLatin1String(kind.form).contains(u':');
}

bool isMeant(const CoordinationKind &kind, const QString &where)
{
    const QString name = QString::fromLatin1(kind.name);
    return hasPlace(kind) ? where.startsWith(name + u':') : where == name;
}

QString unknown(const QList<const CoordinationKind *> &kinds, const QString &where)
{
    QStringList forms;
    for (const CoordinationKind *kind : kinds)
        forms << QString::fromLatin1(kind->form);
    return QStringLiteral("--coordination takes %1, not '%2'.").arg(forms.join(QLatin1String(" or ")), where);
}

} // namespace

QString readCoordination(const QList<const CoordinationKind *> &kinds, const QString &where,
                         const CoordinationTexts &texts, CoordinationSetup &setup)
{
    const auto meant =
        std::ranges::find_if(kinds, [&where](const CoordinationKind *kind) { return isMeant(*kind, where); });
    if (meant == kinds.end())
        return unknown(kinds, where);
    for (const CoordinationKind *other : kinds) {
        if (other == *meant)
            continue;
        if (const QString problem = other->refuse(texts); !problem.isEmpty())
            return problem;
    }
    setup.kind = QString::fromLatin1((*meant)->name);
    return (*meant)->read(where.mid(setup.kind.size() + 1), texts, setup);
}

} // namespace everbounce
