using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace FerroGate.Ai.Conversations;

/// <summary>
/// The settings of a request. A writer takes those that its protocol can say; what nobody has taken is lost, and named, without a
/// writer having to know of it.
/// </summary>
public sealed class Settings
{
    private readonly Dictionary<SettingKind, Setting> _settings = [];

    public void Set(SettingKind kind, JsonElement value, string path) => _settings[kind] = new Setting(kind, value, path);

    /// <summary>Lowers the limit of output, or sets one where there is none; tells whether it had to.</summary>
    public bool CapOutput(long cap, string path)
    {
        if (this[SettingKind.MaxOutputTokens] is { Value: { ValueKind: JsonValueKind.Number } value } && value.TryGetInt64(out var limit) && limit <= cap)
        {
            return false;
        }

        Set(SettingKind.MaxOutputTokens, JsonElement.Parse(cap.ToString(CultureInfo.InvariantCulture)), path);
        return true;
    }

    /// <summary>Looks at one without taking it.</summary>
    public Setting? this[SettingKind kind] => _settings.TryGetValue(kind, out var setting) ? setting : null;

    /// <summary>Takes one that the protocol can say.</summary>
    public bool TryTake(SettingKind kind, [NotNullWhen(true)] out Setting? setting)
    {
        var isThere = _settings.Remove(kind, out var found);
        setting = isThere ? found : null;
        return isThere;
    }

    /// <summary>Names those that nobody has taken.</summary>
    public void LoseRest(Losses losses)
    {
        foreach (var setting in _settings.Values)
        {
            losses.Add(setting.Path, LossReason.Unsupported);
        }

        _settings.Clear();
    }
}
