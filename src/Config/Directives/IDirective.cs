using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;

namespace FerroGate.Config.Directives;

/// <summary>A directive that config may name: how it is read and written, and what the reference pages say of it.</summary>
internal interface IDirective
{
    string Name { get; }

    /// <summary>Older spellings.</summary>
    IReadOnlyList<string> Aliases { get; }

    /// <summary>A sentence for the documentation.</summary>
    string Summary { get; }

    /// <summary>It can have a matcher.</summary>
    bool TakesMatcher { get; }

    /// <summary>What this version cannot do yet with it; <c>null</c> where it can.</summary>
    string? Pending { get; }

    IShape Shape { get; }

    /// <summary>Whether a directive of the model is one of these.</summary>
    bool Is(DirectiveConfig config);

    /// <summary>Reads it; <c>null</c> where it is wrong, and that has been said.</summary>
    DirectiveConfig? Read(OptionEntry entry, ConfigContext context);

    OptionEntry Write(DirectiveConfig config, ConfigFormat format);
}
