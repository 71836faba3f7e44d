using System.Text.Json;
using FerroGate.Config.Options;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Reference;

/// <summary>The parts of a schema that others name: one for each block, because blocks hold blocks of their own kind.</summary>
internal sealed class SchemaDefinitions
{
    private readonly Dictionary<IShape, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Queue<(string Name, Action<SchemaWriter> Write)> _waiting = [];

    /// <summary>What a reference to a block says; the block is written later.</summary>
    /// <param name="shape">The block.</param>
    /// <param name="path">Where it stands; it becomes the name where the block is met first.</param>
    public string Reference(IShape shape, string path)
    {
        if (!_names.TryGetValue(shape, out var name))
        {
            name = _names[shape] = Add(path, writer => writer.Object(shape, path));
        }

        return name;
    }

    /// <summary>What a reference to a definition of a fixed name says; it is written later, once.</summary>
    public string Reference(string name, Action<SchemaWriter> write) => _taken.Contains(name) ? name : Add(name, write);

    /// <summary>Writes all of them, with those that they name in turn.</summary>
    public void Write(Utf8JsonWriter json, Vocabulary vocabulary)
    {
        var writer = new SchemaWriter(json, this, vocabulary);
        while (_waiting.TryDequeue(out var definition))
        {
            json.WritePropertyName(definition.Name);
            definition.Write(writer);
        }
    }

    private string Add(string name, Action<SchemaWriter> write)
    {
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
            unique = $"{name}-{i}";

        _waiting.Enqueue((unique, write));
        return unique;
    }
}
