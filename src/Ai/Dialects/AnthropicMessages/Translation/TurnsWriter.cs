using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>
/// Writes what was said: instructions as <c>system</c>, and turns that take turns, so that what one party says in several is said in one.
/// </summary>
internal sealed class TurnsWriter
{
    private readonly Utf8JsonWriter _writer;
    private readonly Losses _losses;
    private readonly PartWriter _parts;
    private Role _role;
    private Role? _open;

    public TurnsWriter(Utf8JsonWriter writer, RequestNotes notes)
    {
        (_writer, _losses) = (writer, notes.Losses);
        _parts = new PartWriter(writer, notes.Losses, Open);
    }

    public void Write(IReadOnlyList<Turn> turns)
    {
        WriteSystem(turns);
        _writer.WriteStartArray("messages"u8);
        var parts = new List<Part>();
        foreach (var turn in turns.Where(turn => !IsInstruction(turn)))
        {
            if (turn.Role != _role)
            {
                WriteTurn(parts);
                parts.Clear();
                _role = turn.Role;
            }

            parts.AddRange(turn.Parts);
        }

        WriteTurn(parts);
        Close();
        _writer.WriteEndArray();
    }

    private static bool IsInstruction(Turn turn) => turn.Role is Role.System or Role.Developer;

    private void WriteSystem(IReadOnlyList<Turn> turns)
    {
        var leading = turns.TakeWhile(IsInstruction).Count();
        foreach (var late in turns.Skip(leading).Where(IsInstruction))
        {
            // Its text goes to the others, but not the place where it was said.
            _losses.Add(late.Path, LossReason.Approximated);
        }

        var hasAny = false;
        foreach (var part in turns.Where(IsInstruction).SelectMany(turn => turn.Parts))
        {
            if (part is not TextPart text)
            {
                _losses.Add(part.Path, LossReason.Unsupported);
            }
            else if (!text.Text.IsEmpty)
            {
                if (!hasAny)
                {
                    hasAny = true;
                    _writer.WriteStartArray("system"u8);
                }

                PartWriter.WriteText(_writer, text.Text, text.Cache, _losses);
            }
            else if (text.Cache is { } mark)
            {
                _losses.Add(mark.Path, LossReason.Unsupported);
            }
        }

        if (hasAny)
        {
            _writer.WriteEndArray();
        }
    }

    private void WriteTurn(IEnumerable<Part> parts)
    {
        // Anthropic wants the results of tools before anything else that is said with them.
        foreach (var part in parts.OrderBy(part => part is not ToolResultPart))
        {
            if (_role == Role.User)
            {
                _parts.WriteOfUser(part);
            }
            else
            {
                _parts.WriteOfAssistant(part);
            }
        }
    }

    // Only when there is something in it: empty messages are refused.
    private void Open()
    {
        if (_open == _role)
        {
            return;
        }

        Close();
        _open = _role;
        _writer.WriteStartObject();
        _writer.WriteString("role"u8, _role == Role.User ? "user"u8 : "assistant"u8);
        _writer.WriteStartArray("content"u8);
    }

    private void Close()
    {
        if (_open is not null)
        {
            _writer.WriteEndArray();
            _writer.WriteEndObject();
            _open = null;
        }
    }
}
