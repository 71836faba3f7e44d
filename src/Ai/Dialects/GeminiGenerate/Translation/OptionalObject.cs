using System.Text.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>An object that is written only where it has a member.</summary>
internal sealed class OptionalObject(Utf8JsonWriter writer, string name)
{
    private bool _isOpen;

    public Utf8JsonWriter Writer => writer;

    /// <summary>The writer, inside the object.</summary>
    public Utf8JsonWriter Open()
    {
        if (!_isOpen)
        {
            writer.WriteStartObject(name);
            _isOpen = true;
        }

        return writer;
    }

    public void Close()
    {
        if (_isOpen)
        {
            writer.WriteEndObject();
        }
    }
}
