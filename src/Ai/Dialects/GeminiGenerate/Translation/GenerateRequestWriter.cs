using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Writes a request to Gemini. Its path names the model, and says whether the answer is streamed.</summary>
internal static class GenerateRequestWriter
{
    public static void Write(Utf8JsonWriter writer, Conversation conversation, TargetModel model, RequestNotes notes)
    {
        var target = GeminiModel.Of(model.Name);
        writer.WriteStartObject();
        WriteTurns(writer, conversation.Turns, target, notes);
        ToolWriter.Write(writer, conversation, notes.Losses);
        WriteTier(writer, conversation.Settings, notes.Losses);
        ConfigWriter.Write(writer, conversation, target, notes.Losses);
        writer.WriteEndObject();

        // Gemini has no switch for it: calls may always come in parallel. Labels are of Vertex alone, and refused elsewhere.
        if (conversation.Settings[SettingKind.ParallelToolCalls] is { Value.ValueKind: JsonValueKind.True })
        {
            conversation.Settings.TryTake(SettingKind.ParallelToolCalls, out _);
        }

        conversation.Settings.LoseRest(notes.Losses);
    }

    private static void WriteTurns(Utf8JsonWriter writer, List<Turn> turns, GeminiModel target, RequestNotes notes)
    {
        var instructions = turns.Where(IsInstruction).ToList();
        var said = turns.Where(turn => !IsInstruction(turn)).ToList();
        if (said.Count == 0 && instructions.Count > 0)
        {
            // Somebody must say something: without contents nothing is answered.
            var last = instructions[^1];
            instructions.Remove(last);
            said.Add(last with { Role = Role.User });
            notes.Losses.Add(last.Path, LossReason.Approximated);
        }

        var leading = turns.TakeWhile(IsInstruction).Count();
        foreach (var late in instructions.Except(turns.Take(leading)))
        {
            notes.Losses.Add(late.Path, LossReason.Approximated);
        }

        var contents = new ContentWriter(writer, target, notes);
        contents.WriteInstructions(instructions);
        contents.Write(said);
    }

    private static bool IsInstruction(Turn turn) => turn.Role is Role.System or Role.Developer;

    private static void WriteTier(Utf8JsonWriter writer, Settings settings, Losses losses)
    {
        if (!settings.TryTake(SettingKind.ServiceTier, out var setting))
        {
            return;
        }

        var (_, value, path) = setting.Value;
        switch (value.ValueKind == JsonValueKind.String ? JsonText.Of(value).ToString() : "")
        {
            case "flex" or "priority":
                writer.WriteRaw("serviceTier"u8, value);
                break;
            case "default" or "standard" or "standard_only":
                writer.WriteString("serviceTier"u8, "standard"u8);
                break;
            case "auto":
                // Whatever the project has, which is what Gemini takes where nobody says anything.
                break;
            default:
                losses.Add(path, LossReason.Value);
                break;
        }
    }
}
