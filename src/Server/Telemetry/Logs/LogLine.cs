using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FerroGate.Config.Model.Servers;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>One line while it is written. Whatever stands in it, it stays one line: control characters are escaped.</summary>
internal sealed class LogLine : IDisposable
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    // A log is no web page: `&` and `+` stay as they are, and can be searched for.
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly LogForm _form;
    private readonly Utf8JsonWriter _json;

    public LogLine(LogForm form, DateTimeOffset time, LogLevelName level, string logger, string? message = null)
    {
        _form = form;
        _json = new Utf8JsonWriter(_buffer, Relaxed);
        if (!form.IsForPeople)
            _json.WriteStartObject();

        Head(LogFields.Time, time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture));
        Head(LogFields.Level, NameOf(level));
        Head(LogFields.Logger, logger);
        if (message is not null)
            Head(LogFields.Message, message);

        if (form.IsForPeople)
            _json.WriteStartObject();
    }

    public void Text(string field, string? value)
    {
        if (!_form.Replaces(field, out var other))
            _json.WriteString(field, value);
        else if (other is not null)
            _json.WriteString(field, other);
    }

    public void TextIfAny(string field, string? value)
    {
        if (value is not null)
            Text(field, value);
    }

    public void Number(string field, double? value)
    {
        if (value is null || _form.Replaces(field, out _))
            Text(field, null);
        else
            _json.WriteNumber(field, value.Value);
    }

    /// <summary>Ends it.</summary>
    public ReadOnlyMemory<byte> Finish()
    {
        _json.WriteEndObject();
        _json.Flush();
        _buffer.Write("\n"u8);
        return _buffer.WrittenMemory;
    }

    public void Dispose() => _json.Dispose();

    private static string NameOf(LogLevelName level) => level switch
    {
        LogLevelName.Debug => "DEBUG",
        LogLevelName.Info => "INFO",
        LogLevelName.Warn => "WARN",
        _ => "ERROR",
    };

    private void Head(string field, string value)
    {
        if (!_form.IsForPeople)
        {
            Text(field, value);
            return;
        }

        var text = _form.Replaces(field, out var other) ? other : value;
        if (text is null)
            return;

        Encoding.UTF8.GetBytes(OnOneLine(text), _buffer);
        _buffer.Write(" "u8);
    }

    private static string OnOneLine(string text)
    {
        if (!text.Any(char.IsControl))
            return text;

        var escaped = new StringBuilder(text.Length + 16);
        foreach (var letter in text)
        {
            if (char.IsControl(letter))
                escaped.Append(letter == '\n' ? "\\n" : $"\\u{(int)letter:x4}");
            else
                escaped.Append(letter);
        }

        return escaped.ToString();
    }
}
