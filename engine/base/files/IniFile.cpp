// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/files/IniFile.h"

#include "engine/base/files/OutsideFile.h"
#include "engine/base/files/SafeFile.h"

#include <QDir>
#include <QFileInfo>
#include <QLockFile>
#include <QMap>
#include <QSettings>
#include <QSize>
#include <QStringList>

namespace everbounce {
namespace {

constexpr int patienceMs = 1000;

/// Keys are of ASCII letters, digits and a few signs; the rest is given by its number.
QByteArray escapedKey(const QString &key)
{
    QByteArray text;
    for (const QChar c : key) {
        const char16_t code = c.unicode();
        const bool isPlain = code < 0x80 && (c.isLetterOrNumber() || c == u'_' || c == u'-' || c == u'.');
        if (isPlain)
            text += char(code);
        else if (c == u'/')
            text += '\\';
        else if (code <= 0xff)
            text += '%' + QByteArray::number(code, 16).rightJustified(2, '0').toUpper();
        else
            text += "%U" + QByteArray::number(code, 16).rightJustified(4, '0').toUpper();
    }
    return text;
}

QByteArray quoted(const QString &value)
{
    // One sign of this kind at the beginning says that something other than a text follows.
    const QString marked = value.startsWith(u'@') ? u'@' + value : value;
    QByteArray text = "\"";
    for (const char c : marked.toUtf8()) {
        if (uchar(c) < 0x20) // quotes end the number, or digits behind it would belong to it
            text += "\\x" + QByteArray::number(uchar(c), 16) + "\"\"";
        else if (c == '"' || c == '\\')
            text += '\\' + QByteArray(1, c);
        else
            text += c;
    }
    return text + '"';
}

QByteArray textOf(const QVariant &value)
{
    if (value.typeId() == QMetaType::QSize)
        return "@Size(" + QByteArray::number(value.toSize().width()) + ' ' +
               QByteArray::number(value.toSize().height()) + ')';
    const bool isList = value.typeId() == QMetaType::QStringList;
    QByteArrayList texts;
    for (const QString &each : isList ? value.toStringList() : QStringList{value.toString()})
        texts << quoted(each);
    return texts.join(", ");
}

/// The sections, by their names as they stand there.
using Sections = QMap<QByteArray, QByteArray>;

void add(Sections &sections, const QString &key, const QVariant &value)
{
    const qsizetype slash = key.indexOf(u'/');
    const QString group = slash < 0 ? QString() : key.first(slash);
    const bool isTaken = group.compare(QLatin1String("General"), Qt::CaseInsensitive) == 0;
    const QByteArray section = group.isEmpty() ? "General" : (isTaken ? "%" : "") + escapedKey(group);
    sections[section] += escapedKey(key.sliced(slash + 1)) + '=' + textOf(value) + '\n';
}

QByteArray contentOf(const QMap<QString, QVariant> &values)
{
    Sections sections;
    for (auto value = values.begin(); value != values.end(); ++value)
        add(sections, value.key(), value.value());
    QByteArray content;
    for (auto section = sections.begin(); section != sections.end(); ++section)
        content += (content.isEmpty() ? "[" : "\n[") + section.key() + "]\n" + section.value();
    return content;
}

QMap<QString, QVariant> valuesIn(const QString &path)
{
    QMap<QString, QVariant> values;
    const QSettings settings(path, QSettings::IniFormat);
    for (const QString &key : settings.allKeys())
        values.insert(key, settings.value(key));
    return values;
}

} // namespace

QString changeIniFile(const QString &path, const QList<std::pair<QString, QVariant>> &changes)
{
    if (!isRegularOrMissing(path))
        return QStringLiteral("it is not a regular file");
    QDir().mkpath(QFileInfo(path).path());
    QLockFile lock(path + QLatin1String(".lock")); // as QSettings has it
    if (!lock.tryLock(patienceMs) && lock.error() == QLockFile::LockFailedError)
        return QStringLiteral("another process is changing it");
    QMap<QString, QVariant> values = valuesIn(path);
    for (const auto &[key, value] : changes) {
        if (value.isValid())
            values.insert(key, value);
        else
            values.remove(key);
    }
    return replaceFile(path, contentOf(values));
}

} // namespace everbounce
