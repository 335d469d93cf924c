// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace everbounce::ctl {

/// How the program ends.
enum class Exit {
    Done = 0,
    Refused = 1, ///< or failed
    BadUsage = 2,
    NoNode = 3, ///< answers
};

/// Why nothing came of it.
struct Failure
{
    Exit exit = Exit::Refused;
    QString sentence;    ///< for a person
    QJsonObject problem; ///< as the node has put it (RFC 9457), where one has
};

/// Prints it on standard error; with `asJson` as a problem document on standard output. Returns the exit
/// status.
int report(const Failure &failure, bool asJson);

/// A text from another machine, without anything that a terminal would act on.
QString printable(const QString &text);

/// A JSON document from another machine, without anything that a terminal would act on; its content stays.
QByteArray printable(const QByteArray &json);

/// A member as printable() text; empty if there is none.
QString text(const QJsonObject &object, const char *member);

/// Columns as wide as their widest entry, two spaces between them. All rows have as many entries as the
/// first.
QString table(const QList<QStringList> &rows);

/// Lines of text. Whoever wrote them, a terminal does nothing but show them.
void print(const QString &lines);
void printJson(const QByteArray &document);

/// The status, or that of a failure, which is told, if not all that was printed could be written.
int withAllPrinted(int status);

} // namespace everbounce::ctl
