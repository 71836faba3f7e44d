using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>Reads what a client asks for.</summary>
internal static class GenerateRequestReader
{
    public static Conversation Read(JsonElement body, bool stream, Losses losses)
    {
        var conversation = new Conversation { Stream = stream };
        var contents = new ContentReader(losses);
        var members = GenerateMember.Of(body, "").ToList();

        // Instructions come before what they are for, wherever they stand.
        foreach (var (_, path, value) in members.Where(member => member.Name == "systemInstruction"))
        {
            conversation.Turns.Add(contents.ReadInstruction(value, path));
        }

        foreach (var (name, path, value) in members)
        {
            switch (name)
            {
                case "systemInstruction":
                    break;
                case "contents":
                    conversation.Turns.AddRange(GenerateMember.List(value, path).Select(content => contents.Read(content, $"{path}[*]")));
                    break;
                case "tools":
                    ToolReader.Read(conversation, value, path, losses);
                    break;
                case "generationConfig":
                    ConfigReader.Read(conversation, value, path, losses);
                    break;
                case "labels":
                    // Of Vertex alone, where they are what others call metadata.
                    conversation.Settings.Set(SettingKind.Metadata, value, path);
                    break;
                case "serviceTier":
                    ReadTier(conversation, value, path);
                    break;
                case "safetySettings" or "cachedContent" or "store" or "modelArmorConfig":
                    losses.Add(path, LossReason.Unsupported);
                    break;
                case "toolConfig" or "model":
                    break;
                default:
                    losses.Add(path, LossReason.Unknown);
                    break;
            }
        }

        // The choice may name tools, so it comes behind them.
        foreach (var (_, path, value) in members.Where(member => member.Name == "toolConfig"))
        {
            ToolReader.ReadConfig(conversation, value, path, losses);
        }

        return conversation;
    }

    private static void ReadTier(Conversation conversation, JsonElement value, string path)
    {
        var tier = value.Text(path);
        if (tier.Is("unspecified"))
        {
            return;
        }

        // What Google calls the standard is the default elsewhere.
        conversation.Settings.Set(SettingKind.ServiceTier, tier.Is("standard") ? JsonElement.Parse("\"default\""u8) : value, path);
    }
}
