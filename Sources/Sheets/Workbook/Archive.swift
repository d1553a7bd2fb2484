import CZip
import Glibc

/// A ZIP archive, as which a workbook is kept, within bounds: what its directory says is checked before anything is unpacked, and then that it was true.
final class Archive {
  private struct Entry {
    let index: zip_uint64_t
    let size: Int
    let isEncrypted: Bool
  }

  private let handle: OpaquePointer
  private let entries: [String: Entry]

  init(_ source: ByteSource, limits: WorkbookLimits) throws(SheetError) {
    try Archive.checkDirectory(of: source, limits: limits)
    guard let handle = try Archive.open(source) else { throw .workbook(.damaged) }
    self.handle = handle
    var read: Result<[String: Entry], SheetError> = .success([:])
    do throws(SheetError) { read = .success(try Archive.entries(of: handle, limits: limits)) } catch { read = .failure(error) }
    switch read {
    case .success(let entries): self.entries = entries
    case .failure(let error):
      zip_discard(handle)
      throw error
    }
  }

  deinit { zip_discard(handle) }

  /// Whether there is a part with this name. Names of parts are the same in either case.
  func has(_ name: String) -> Bool { entries[name.lowercased()] != nil }

  /// Begins to unpack a part; nothing where there is none with this name.
  func part(_ name: String) throws(SheetError) -> ArchivePart? {
    guard let entry = entries[name.lowercased()] else { return nil }
    if entry.isEncrypted { throw .workbook(.encrypted) }
    guard let file = zip_fopen_index(handle, entry.index, 0) else { throw .workbook(.damaged) }
    return ArchivePart(file: file, size: entry.size, archive: self)
  }

  private static func open(_ source: ByteSource) throws(SheetError) -> OpaquePointer? {
    switch source {
    case .file(let file):
      var code: Int32 = 0
      return zip_open(file.path, ZIP_RDONLY, &code)
    case .memory(let bytes):
      guard let copy = malloc(max(bytes.count, 1)) else { throw .unreadable(errno: ENOMEM) }
      bytes.withUnsafeBytes { if let start = $0.baseAddress { memcpy(copy, start, $0.count) } }
      guard let buffer = zip_source_buffer_create(copy, zip_uint64_t(bytes.count), 1, nil) else {
        free(copy)
        throw .unreadable(errno: ENOMEM)
      }
      guard let archive = zip_open_from_source(buffer, ZIP_RDONLY, nil) else {
        zip_source_free(buffer)
        return nil
      }
      return archive
    }
  }

  /// Reads how many entries the directory is said to have before the library makes a list of them.
  private static func checkDirectory(of source: ByteSource, limits: WorkbookLimits) throws(SheetError) {
    var tail: [UInt8] = []
    let length = min(source.count, 22 + 0xFFFF)
    try source.read(into: &tail, at: source.count - length, capacity: length)
    var isFound = false
    for place in stride(from: tail.count - 22, through: 0, by: -1) where tail[place] == 0x50 && tail[place..<place + 4].elementsEqual([0x50, 0x4B, 5, 6]) {
      isFound = true
      guard Int(tail[place + 10]) + Int(tail[place + 11]) << 8 <= limits.parts else { throw .workbook(.tooManyParts(limit: limits.parts)) }
    }
    if !isFound { throw .workbook(.damaged) }
  }

  private static func entries(of handle: OpaquePointer, limits: WorkbookLimits) throws(SheetError) -> [String: Entry] {
    let count = zip_get_num_entries(handle, 0)
    guard count <= limits.parts else { throw .workbook(.tooManyParts(limit: limits.parts)) }
    var entries: [String: Entry] = [:]
    var total = 0
    for index in 0..<zip_uint64_t(max(count, 0)) {
      var status = zip_stat_t()
      let known = zip_uint64_t(ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE)
      guard zip_stat_index(handle, index, 0, &status) == 0, status.valid & known == known, let name = status.name else { throw .workbook(.damaged) }
      guard status.size <= limits.unpackedBytes else { throw .workbook(.tooLarge(limit: limits.unpackedBytes)) }
      let size = Int(status.size)
      total += size
      guard total <= limits.unpackedBytes else { throw .workbook(.tooLarge(limit: limits.unpackedBytes)) }
      guard size <= 1 << 20 || size / limits.ratio <= Int(clamping: status.comp_size) else { throw .workbook(.tooDense(limit: limits.ratio)) }
      let isEncrypted = status.encryption_method != zip_uint16_t(ZIP_EM_NONE)
      let isNew = entries.updateValue(Entry(index: index, size: size, isEncrypted: isEncrypted), forKey: String(cString: name).lowercased()) == nil
      // Two programs could read two different files out of it.
      guard isNew else { throw .workbook(.damaged) }
    }
    return entries
  }
}

/// A part of an archive while it is unpacked.
final class ArchivePart {
  /// Bytes, unpacked, as the directory says.
  let size: Int
  private(set) var bytesRead = 0
  private let file: OpaquePointer
  // Which has to stay open as long as the part is.
  private let archive: Archive

  fileprivate init(file: OpaquePointer, size: Int, archive: Archive) {
    self.file = file
    self.size = size
    self.archive = archive
  }

  deinit { zip_fclose(file) }

  /// Fills the piece with what comes next; it is empty at the end.
  func read(into piece: inout [UInt8], capacity: Int) throws(SheetError) {
    var count: zip_int64_t = 0
    piece = Array(unsafeUninitializedCapacity: capacity) { buffer, filled in
      if let start = buffer.baseAddress { count = zip_fread(file, start, zip_uint64_t(capacity)) }
      filled = max(0, Int(count))
    }
    bytesRead += piece.count
    // The bounds went by what the directory says.
    guard count >= 0, bytesRead <= size else { throw .workbook(.damaged) }
  }
}
